import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudContext } from '../../cloud/context.ts';
import { readBody } from '../../cloud/front/read-body.ts';
import type { Functions } from '../lambda/functions.ts';
import type { LogGroups } from '../logs/log-groups.ts';
import type { ApiAnswer } from './answer.ts';
import type { Api } from './api.ts';
import { payloadV2 } from './event.ts';
import { integrate } from './integrate.ts';
import { ownAnswer } from './own-answer.ts';
import { PortTakenError } from './port-taken-error.ts';
import { findRoute, type RouteMatch } from './route.ts';

const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
const HEADERS_LIMIT_BYTES = 10_240;
const KEEP_ALIVE_MILLISECONDS = 60_000;

export interface ApiServerDependencies {
  readonly context: CloudContext;
  readonly functions: Functions;
  readonly logs: LogGroups;
}

/** The HTTP server of one API. */
export class ApiServer {
  readonly #api: Api;
  readonly #context: CloudContext;
  readonly #functions: Functions;
  readonly #logs: LogGroups;
  readonly #server: Server;
  #port = 0;

  constructor(api: Api, { context, functions, logs }: ApiServerDependencies) {
    this.#api = api;
    this.#context = context;
    this.#functions = functions;
    this.#logs = logs;
    // Node's own limit is higher, so that the answer to long headers is API Gateway's, not Node's.
    this.#server = createServer(
      { maxHeaderSize: 4 * HEADERS_LIMIT_BYTES },
      (request, response) => void this.#serve(request, response),
    );
    this.#server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  }

  /**
   * @returns its URL
   * @throws PortTakenError
   */
  async listen(): Promise<string> {
    const { port } = this.#context.settings;
    this.#server.listen(port, '127.0.0.1');
    try {
      await once(this.#server, 'listening');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
        throw new PortTakenError(port);
      }
      throw error;
    }
    this.#port = (this.#server.address() as AddressInfo).port;
    return `http://127.0.0.1:${this.#port}`;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [startedAt, requestId] = [Date.now(), randomUUID()];
    const seen = { routeKey: '-', error: '-' };
    let answer: ApiAnswer;
    try {
      answer = await this.#answerTo(request, seen);
    } catch (error) {
      // The caller closed the connection: no answer can be sent.
      if (request.destroyed && !request.complete) return void response.destroy();
      const reason = error instanceof Error ? error.message : String(error);
      this.#context.log('apigateway', `500 ${request.method} ${request.url}: ${reason}`);
      seen.error = reason;
      answer = ownAnswer(500);
    }
    const { accessLog } = this.#api;
    if (accessLog) {
      const line = accessLog.line({
        requestTime: new Date(startedAt).toISOString(),
        requestId,
        routeKey: seen.routeKey,
        status: answer.status,
        responseLatency: Date.now() - startedAt,
        responseLength: answer.body.length,
        integrationErrorMessage: seen.error,
      });
      this.#logs.write(accessLog.group, 'access', line);
    }
    if (response.destroyed) return;
    response.writeHead(answer.status, {
      ...answer.headers,
      'apigw-requestid': requestId,
      ...(answer.cookies.length > 0 ? { 'set-cookie': [...answer.cookies] } : {}),
      'content-length': answer.body.length,
    });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  }

  async #answerTo(request: IncomingMessage, seen: { routeKey: string }): Promise<ApiAnswer> {
    const body = await readBody(request, BODY_LIMIT_BYTES);
    if (body === undefined) return ownAnswer(413);
    if (Buffer.byteLength(request.rawHeaders.join('')) > HEADERS_LIMIT_BYTES) return ownAnswer(431);
    const method = request.method ?? '';
    const url = URL.parse(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
    const match = url && routed(this.#api, method, url.pathname);
    if (!url || match === 'malformed') return ownAnswer(400);
    if (!match) {
      this.#context.log('apigateway', `404 no route for ${method} ${url.pathname}`);
      return ownAnswer(404);
    }
    seen.routeKey = match.route.routeKey;
    if (!this.#api.admits()) {
      this.#context.log('apigateway', `429 over the stage's rate: ${method} ${url.pathname}`);
      return ownAnswer(429);
    }
    const event = payloadV2(
      {
        apiId: this.#api.id,
        accountId: this.#context.accountId,
        method,
        url,
        headers: request.headers,
        body,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        port: this.#port,
        protocol: `HTTP/${request.httpVersion}`,
      },
      match,
    );
    return integrate(match.route, event, {
      api: this.#api,
      context: this.#context,
      functions: this.#functions,
    });
  }
}

function routed(api: Api, method: string, path: string): RouteMatch | undefined | 'malformed' {
  try {
    return findRoute(api.deployedRoutes, method, path);
  } catch (error) {
    if (error instanceof URIError) return 'malformed';
    throw error;
  }
}
