import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { cutStalledClients, type OpenConnection } from './cut-stalled-clients.ts';
import { SERVER_LIMITS } from './limits.ts';

/** Turns of the event loop until one queued connection is accepted and its data read. */
const TURNS_UNTIL_READ = 3;

/**
 * While the server closes, ends each connection after its answer, because keep-alive would delay the shutdown. Clients
 * that stall are disconnected.
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
    // Requests that arrived before the shutdown are answered, even if they were not read yet. A turn of the event loop
    // accepts only one connection, so a burst takes many turns.
    const deadline = performance.now() + SERVER_LIMITS.acceptSeconds * 1000;
    for (let before = -1; before < accepted && performance.now() < deadline;) {
      before = accepted;
      for (let turn = 0; turn < TURNS_UNTIL_READ; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    // Node closes connections that are idle between requests, but waits for the first request of a new connection.
    for (const { socket } of connections) if (socket.bytesRead === 0) socket.destroy();
    stopLooking = cutStalledClients(connections);
  });
  app.addHook('onClose', async () => stopLooking());
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (draining) reply.header('connection', 'close');
    done(null, payload);
  });
  app.addHook('onResponse', (_request, _reply, done) => {
    // A stream that began before the shutdown was answered with keep-alive.
    if (draining) setImmediate(() => app.server.closeIdleConnections());
    done();
  });
}
