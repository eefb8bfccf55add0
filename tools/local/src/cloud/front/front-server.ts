import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dispatcher } from './dispatcher.ts';

/** Longer than clients keep idle connections, so that none is closed while a request is on its way. */
const KEEP_ALIVE_MILLISECONDS = 60_000;

/** The HTTP server at `AWS_ENDPOINT_URL`, for all services. */
export class FrontServer {
  readonly #dispatcher: Dispatcher;
  readonly #server: Server;

  constructor(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher;
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.keepAliveTimeout = KEEP_ALIVE_MILLISECONDS;
  }

  /** @returns its URL, on a free port of the loopback interface */
  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.#dispatcher.answer(request);
    // The caller closed the connection, perhaps because it was killed: no answer can be sent.
    if (response.destroyed) return;
    response.writeHead(answer.status, {
      'content-length': Buffer.byteLength(answer.body),
      ...answer.headers,
    });
    response.end(answer.body);
  }
}
