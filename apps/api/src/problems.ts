import {
  byAsync,
  ERRORS,
  LIMITS,
  problem,
  PROBLEM_MEDIA_TYPE,
  ProblemError,
} from '@pilotlight/contracts';
import { refusal, retryAdvice, type Log } from '@pilotlight/lifecycle';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { SECURITY_HEADERS } from './headers.ts';
import type { Models } from './models.ts';

/** AWS's request id when the request came through Lambda: operators search the log for it. */
function requestIdOf(request: FastifyRequest): string {
  const { awsLambda } = request as { awsLambda?: { context?: { awsRequestId?: string } } };
  return awsLambda?.context?.awsRequestId ?? request.id;
}

const isFastifyError = (error: unknown): error is FastifyError =>
  error instanceof Error && 'code' in error && 'statusCode' in error;

/** The error for a body that is too large, with what else a caller may do. */
function bodyTooLarge(request: FastifyRequest, models: Models): ProblemError {
  const { model: name } = (request.params ?? {}) as { model?: string };
  const model = name === undefined ? undefined : models.get(name);
  const most = `${LIMITS.requestBodyBytes / 1024} KB`;
  if (!model) return new ProblemError('body_too_large', `The body must be at most ${most}.`);
  const more = byAsync(model.deployed)
    ? `Announce a larger input to /v1/models/${name}/uploads, and upload it.`
    : 'This model takes no larger inputs here.';
  return new ProblemError('body_too_large', `The body must be at most ${most}. ${more}`);
}

/** Any error as a problem; Fastify's own errors in our words. */
function problemOf(error: unknown, request: FastifyRequest, models: Models): ProblemError {
  if (!isFastifyError(error)) return refusal(error);
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return bodyTooLarge(request, models);
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    const words =
      'The header Content-Type is not a media type; it must be application/json, in UTF-8.';
    return new ProblemError('content_type_unsupported', words);
  }
  if (error.code === 'FST_ERR_BAD_URL') {
    const words =
      'The path is not valid: each % must be followed by two hexadecimal digits that encode UTF-8.';
    return new ProblemError('request_invalid', words);
  }
  if ((error.statusCode ?? 500) < 500) return new ProblemError('request_invalid', error.message);
  return refusal(error);
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: ProblemError) {
  const { code, message: detail, errors } = error;
  const retryAfterSeconds = retryAdvice(error);
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', retryAfterSeconds);
  return reply
    .headers(SECURITY_HEADERS) // Fastify runs no hooks for a path that it cannot decode.
    .code(ERRORS[code].status)
    .type(PROBLEM_MEDIA_TYPE)
    .send(problem(code, detail, { errors, retryAfterSeconds, requestId: requestIdOf(request) }));
}

/** Answers any error with a problem document; the cause of a 5xx goes to the log only. */
export function createErrorHandler(log: Log, models: Models) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const shown = problemOf(error, request, models);
    if (shown.status >= 500) {
      log('error', 'request_failed', {
        requestId: requestIdOf(request),
        method: request.method,
        path: request.url,
        code: shown.code,
        cause: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
        ...(shown.code === 'internal' && error instanceof Error ? { stack: error.stack } : {}),
      });
    }
    return sendProblem(request, reply, shown);
  };
}
