import { type FastifyBaseLogger, type FastifyServerOptions, LogController } from 'fastify';
import { answerError } from './answer-error.ts';
import { answerBrokenRequest } from './answer-broken-request.ts';
import { SERVER_LIMITS } from './limits.ts';
import { requestIds } from './requests/request-id.ts';

/** How the server meets its callers: ids, the log, and limits on headers, time and connections. */
export function serverOptions(logger: FastifyBaseLogger, invocationSeconds: number) {
  const { headersBytes, headersSeconds, requestSeconds, keepAliveSeconds } = SERVER_LIMITS;
  const requestTimeout = requestSeconds * 1000;
  return {
    loggerInstance: logger,
    // A logger of its own for each request costs more than its one line.
    childLoggerFactory: (parent) => parent,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestIds(),
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    routerOptions: { maxParamLength: SERVER_LIMITS.modelNameCharacters },
    // What comes while the server closes is answered as long as it can be; its connection then ends.
    return503OnClosing: false,
    requestTimeout,
    keepAliveTimeout: keepAliveSeconds * 1000,
    // Ends a connection over which nothing goes: an answer whose reader has stopped reading holds a model's worker.
    // An invocation may wait as long as it may run.
    connectionTimeout: (2 * invocationSeconds + requestSeconds) * 1000,
    http: {
      // A request without a Host is no worse than another here, and Node's refusal of it says nothing.
      requireHostHeader: false,
      maxHeaderSize: headersBytes,
      headersTimeout: headersSeconds * 1000,
      requestTimeout,
      connectionsCheckingInterval: SERVER_LIMITS.slowRequestCheckSeconds * 1000,
    },
  } satisfies FastifyServerOptions & { http: object };
}
