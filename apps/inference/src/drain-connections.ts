import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { SERVER_LIMITS } from './limits.ts';

/** Turns of the event loop in which one connection that waits is accepted, and what it has sent is read. */
const TURNS_UNTIL_READ = 3;

/** Lets each connection end with its answer once the server closes: kept alive, it would hold the drain up. */
export function drainConnections(app: FastifyInstance): void {
  let draining = false;
  const sockets = new Set<Socket>();
  let accepted = 0;
  app.server.on('connection', (socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', async () => {
    draining = true;
    // What had arrived when the end began is answered, also where nobody had come to read it yet.
    // A turn accepts one connection only, so a burst of them takes many.
    const deadline = performance.now() + SERVER_LIMITS.acceptSeconds * 1000;
    for (let before = -1; before < accepted && performance.now() < deadline;) {
      before = accepted;
      for (let turn = 0; turn < TURNS_UNTIL_READ; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    // Node ends those that are idle between requests, but waits for the first of a new one.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  });
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (draining) reply.header('connection', 'close');
    done(null, payload);
  });
  app.addHook('onResponse', (_request, _reply, done) => {
    // The client of a stream that began before was told that its connection goes on.
    if (draining) setImmediate(() => app.server.closeIdleConnections());
    done();
  });
}
