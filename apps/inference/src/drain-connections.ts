import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Lets each connection end with its answer once the server closes: kept alive, it would hold the drain up. */
export function drainConnections(app: FastifyInstance): void {
  let draining = false;
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', async () => {
    draining = true;
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
