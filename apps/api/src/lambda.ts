import { awsLambdaFastify } from '@fastify/aws-lambda';
import type { FastifyInstance } from 'fastify';

/** Content types that are sent as text; all others, and compressed bodies, go through API Gateway as base64. */
const TEXT = /^(text\/|image\/svg|application\/(json|javascript|problem\+json|manifest\+json))/;

/**
 * Larger texts are sent as base64, too. Lambda limits its JSON response to 6 MB, and escapes make a text longer by an
 * unknown amount (`"` takes two bytes); base64 has a known length (`LIMITS.answerBytes`).
 */
const LARGE_BYTES = 2 * 1024 * 1024;

/** The application as a Lambda function behind an HTTP API with payload format 2.0. */
export function createHandler(app: FastifyInstance) {
  return awsLambdaFastify(app, {
    enforceBase64: ({ headers }) =>
      headers['content-encoding'] !== undefined ||
      !TEXT.test(String(headers['content-type'] ?? 'text/plain')) ||
      Number(headers['content-length'] ?? 0) > LARGE_BYTES,
  });
}
