import { type ErrorCode, problem, PROBLEM_MEDIA_TYPE, ProblemError } from '@pilotlight/contracts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** The codes for what Fastify itself refuses before a handler is called. */
const CODES: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content_type_unsupported',
};

/** Answers `error` as a problem document; a failure of ours goes to the log, and only there. */
export function answerError(
  error: FastifyError | ProblemError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = asProblemError(error);
  if (!known) request.log.error({ reqId: request.id, err: error }, 'request failed');
  const { code, message, errors, retryAfterSeconds } =
    known ?? new ProblemError('internal', `The log has the reason, under request ${request.id}`);
  // Fastify refuses some requests before the hook that gives them a record.
  if (request.record) request.record.code = code;
  // SageMaker passes no header of an error on, but its body: who replays what waits reads it there.
  const wait = retryAfterSeconds && Math.max(1, Math.ceil(retryAfterSeconds));
  if (wait) reply.header('retry-after', wait);
  // Fastify would close the connection under a client that is still sending, and the answer might be lost with it.
  // One that waits to be told to go on is closed by Node, and has to hear so.
  if (request.bodyShare && request.headers.expect === undefined) reply.removeHeader('connection');
  const extra = { errors, retryAfterSeconds: wait, requestId: request.id };
  const document = problem(code, message, extra);
  // As bytes: Fastify would append a charset to the media type of a text.
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
