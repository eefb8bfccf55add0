import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type Reply, takeReply } from './reply.ts';

/** A connection on which the test controls every byte. */
export class Wire {
  readonly socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    // A reset counts as an end; data received before it is kept.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#ended = true;
      this.#wake();
    });
  }

  static async open(port: number): Promise<Wire> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const wire = new Wire(socket);
    await once(socket, 'connect');
    return wire;
  }

  /** Whether the server or the test has closed it. */
  get ended(): boolean {
    return this.#ended;
  }

  send(bytes: Uint8Array | string): void {
    this.socket.write(bytes);
  }

  /**
   * The next answer, without informational ones (1xx); undefined when the connection ends before it.
   * @param bodiless whether it answers a HEAD
   * @throws Error for an invalid answer, and when none comes within `seconds`
   */
  async reply(seconds: number, bodiless = false): Promise<Reply | undefined> {
    const deadline = performance.now() + seconds * 1000;
    for (;;) {
      const taken = takeReply(this.#received, bodiless);
      if (taken) {
        this.#received = taken.rest;
        if (taken.reply.status >= 200) return taken.reply;
      } else if (this.#ended) {
        if (this.#received.length === 0) return undefined;
        throw new Error(`half an answer: ${JSON.stringify(this.#received.toString('latin1'))}`);
      } else {
        await this.#change(deadline, `no answer within ${seconds} s`);
      }
    }
  }

  /** Resolves when the server has closed. @throws Error when it does not within `seconds` */
  async closed(seconds: number): Promise<void> {
    const deadline = performance.now() + seconds * 1000;
    while (!this.#ended) await this.#change(deadline, `not closed within ${seconds} s`);
  }

  cut(): void {
    this.socket.destroy();
  }

  async #change(deadline: number, trouble: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.#wake = () => resolve(undefined);
    const timer = setTimeout(
      () => reject(new Error(trouble)),
      Math.max(0, deadline - performance.now()),
    );
    await promise.finally(() => clearTimeout(timer));
  }
}

/** A request as bytes. Host and Content-Length are added unless `headers` has them. */
export function request(
  line: string,
  headers: readonly string[] = [],
  body: Uint8Array | string = '',
): Buffer {
  const has = (name: string) => headers.some((header) => header.toLowerCase().startsWith(name));
  const bytes = Buffer.from(body as string);
  const lines = [
    `${line} HTTP/1.1`,
    ...(has('host:') ? [] : ['Host: 127.0.0.1']),
    ...headers,
    ...(has('content-length:') || has('transfer-encoding:') || line.startsWith('GET ')
      ? []
      : [`Content-Length: ${bytes.length}`]),
    '\r\n',
  ];
  return Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), bytes]);
}

/** `POST /invocations` with a JSON body. */
export const invocation = (input: unknown): Buffer =>
  request('POST /invocations', ['Content-Type: application/json'], JSON.stringify(input));
