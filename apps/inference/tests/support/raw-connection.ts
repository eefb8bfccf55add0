import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';

/** A connection to a server on which the test controls every byte. */
export interface RawConnection {
  readonly socket: Socket;
  send(...lines: string[]): void;
  /** Resolves with everything received once it matches. */
  received(pattern: RegExp): Promise<string>;
  /** Resolves with everything received once the server has closed. */
  closed(): Promise<string>;
}

/** Lets the app listen, and connects; the connection is closed after the test. */
export async function rawConnection(app: FastifyInstance): Promise<RawConnection> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let text = '';
  let ended = false;
  let changed = Promise.withResolvers<undefined>();
  const change = () => {
    changed.resolve(undefined);
    changed = Promise.withResolvers();
  };
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    change();
  });
  // A connection that the server closes may give an error.
  socket.on('error', () => undefined);
  socket.on('close', () => {
    ended = true;
    change();
  });
  await once(socket, 'connect');
  return {
    socket,
    send: (...lines) => void socket.write(lines.join('\r\n')),
    async received(pattern) {
      while (!pattern.test(text)) {
        if (ended) throw new Error(`the server closed after: ${text}`);
        await changed.promise;
      }
      return text;
    },
    async closed() {
      while (!ended) await changed.promise;
      return text;
    },
  };
}
