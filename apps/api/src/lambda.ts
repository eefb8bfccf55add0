import { awsLambdaFastify } from '@fastify/aws-lambda';
import type { FastifyInstance } from 'fastify';

/** Anything else goes through API Gateway as base64. */
const TEXT = /^(text\/|image\/svg|application\/(json|javascript|problem\+json|manifest\+json))/;

/** The application as a Lambda function behind an HTTP API, whose events have the payload format 2.0. */
export function createHandler(app: FastifyInstance) {
  return awsLambdaFastify(app, {
    enforceBase64: ({ headers }) => !TEXT.test(String(headers['content-type'] ?? 'text/plain')),
  });
}
