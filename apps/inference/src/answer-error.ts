import { type ErrorCode, PROBLEM_MEDIA_TYPE, ProblemError, problemOf } from '@pilotlight/contracts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** The codes for requests that Fastify refuses before a handler is called. */
const CODES: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content_type_unsupported',
};

/** Answers `error` as a problem document; the cause of a server failure is only logged. */
export function answerError(
  error: FastifyError | ProblemError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = asProblemError(error);
  if (!known) request.log.error({ reqId: request.id, err: error }, 'request failed');
  const document = problemOf(known ?? error, request.id);
  // There is no record if Fastify refused the request before the hook that adds it.
  if (request.record) request.record.code = document.code;
  // SageMaker passes on the body of an error but not its headers, so the value is also in the body for retries.
  if (document.retryAfterSeconds) reply.header('retry-after', document.retryAfterSeconds);
  // Fastify would close the connection while the client is still sending, and the answer could be lost. With an
  // `Expect` header Node closes the connection, so the header must stay.
  if (request.bodyShare && request.headers.expect === undefined) reply.removeHeader('connection');
  // A Buffer, because Fastify would append a charset to the media type of a string.
  return reply
    .code(document.status)
    .type(PROBLEM_MEDIA_TYPE)
    .send(Buffer.from(JSON.stringify(document)));
}

function asProblemError(error: FastifyError | ProblemError | Error): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  const { code, statusCode = 500, message } = error as FastifyError;
  if (statusCode >= 500) return undefined;
  return new ProblemError(CODES[code] ?? 'request_invalid', message);
}
