import { type FastifyBaseLogger, type FastifyServerOptions, LogController } from 'fastify';
import { answerError } from './answer-error.ts';
import { answerBrokenRequest } from './answer-broken-request.ts';
import { SERVER_LIMITS } from './limits.ts';
import { requestIds } from './requests/request-id.ts';

/** The server's options: request ids, the log, and limits on headers, time and connections. */
export function serverOptions(logger: FastifyBaseLogger, invocationSeconds: number) {
  const { headersBytes, headersSeconds, requestSeconds, keepAliveSeconds } = SERVER_LIMITS;
  const requestTimeout = requestSeconds * 1000;
  return {
    loggerInstance: logger,
    // A child logger per request would cost more than its one log line.
    childLoggerFactory: (parent) => parent,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIds(),
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    routerOptions: { maxParamLength: SERVER_LIMITS.modelNameCharacters },
    // While the server closes, requests are still answered; their connections then end.
    return503OnClosing: false,
    requestTimeout,
    keepAliveTimeout: keepAliveSeconds * 1000,
    // Closes an inactive connection: a client that stops reading a stream keeps a worker busy. Twice the invocation's
    // time-out, because it may be queued as long as it may run.
    connectionTimeout: (2 * invocationSeconds + requestSeconds) * 1000,
    http: {
      // The server does not need `Host`, and Node would refuse a request without it with an empty answer.
      requireHostHeader: false,
      maxHeaderSize: headersBytes,
      headersTimeout: headersSeconds * 1000,
      requestTimeout,
      connectionsCheckingInterval: SERVER_LIMITS.slowRequestCheckSeconds * 1000,
    },
  } satisfies FastifyServerOptions & { http: object };
}
