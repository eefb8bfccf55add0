import { awsLambdaFastify } from '@fastify/aws-lambda';
import type { FastifyInstance } from 'fastify';

/** Anything else, and what is compressed, goes through API Gateway as base64. */
const TEXT = /^(text\/|image\/svg|application\/(json|javascript|problem\+json|manifest\+json))/;

/**
 * So does a text from this size on: Lambda's answer of 6 MB is a JSON text, in which a quotation mark takes two bytes, so
 * that only of base64 is it known beforehand how much of it fits (`LIMITS.answerBytes`).
 */
const LARGE_BYTES = 2 * 1024 * 1024;

/** The application as a Lambda function behind an HTTP API, whose events have the payload format 2.0. */
export function createHandler(app: FastifyInstance) {
  return awsLambdaFastify(app, {
    enforceBase64: ({ headers }) =>
      headers['content-encoding'] !== undefined ||
      !TEXT.test(String(headers['content-type'] ?? 'text/plain')) ||
      Number(headers['content-length'] ?? 0) > LARGE_BYTES,
  });
}
