import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dispatcher } from './dispatcher.ts';

/** Longer than a client keeps an idle connection, so that none is cut under a request. */
const KEEP_ALIVE_MILLISECONDS = 60_000;

/** The one address behind `AWS_ENDPOINT_URL`. */
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
    // A caller that broke off (it was killed, perhaps) has no connection left to answer on.
    if (response.destroyed) return;
    response.writeHead(answer.status, {
      'content-length': Buffer.byteLength(answer.body),
      ...answer.headers,
    });
    response.end(answer.body);
  }
}
