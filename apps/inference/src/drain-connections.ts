import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { cutStalledClients, type OpenConnection } from './cut-stalled-clients.ts';
import { SERVER_LIMITS } from './limits.ts';

/** Turns of the event loop in which one connection that waits is accepted, and what it has sent is read. */
const TURNS_UNTIL_READ = 3;

/**
 * Lets each connection end with its answer once the server closes: kept alive, it would hold the drain up. So would a
 * client that stalls: it is cut off.
 */
export function drainConnections(app: FastifyInstance): void {
  let draining = false;
  let stopLooking = () => {};
  const connections = new Set<OpenConnection>();
  const bySocket = new WeakMap<Socket, OpenConnection>();
  let accepted = 0;
  app.server.on('connection', (socket) => {
    accepted += 1;
    const connection = { socket, requests: new Set<IncomingMessage>() };
    connections.add(connection);
    bySocket.set(socket, connection);
    socket.once('close', () => connections.delete(connection));
  });
  app.addHook('onRequest', ({ raw }, reply, done) => {
    const requests = bySocket.get(raw.socket)?.requests;
    requests?.add(raw);
    reply.raw.once('close', () => requests?.delete(raw));
    done();
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
    for (const { socket } of connections) if (socket.bytesRead === 0) socket.destroy();
    stopLooking = cutStalledClients(connections);
  });
  app.addHook('onClose', async () => stopLooking());
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
