import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { SERVER_LIMITS } from './limits.ts';

/** A connection, with its requests that are not completely answered yet. */
export interface OpenConnection {
  readonly socket: Socket;
  readonly requests: Set<IncomingMessage>;
}

/**
 * Closes connections on which the server waits for the client: a client that stalls while it sends its request or reads
 * its answer must not block the shutdown. Connections on which the client waits for the model are kept.
 * @returns stops the checks
 */
export function cutStalledClients(connections: ReadonlySet<OpenConnection>): () => void {
  const { stalledCheckSeconds, stalledSeconds, slowClientSeconds } = SERVER_LIMITS;
  const begun = performance.now();
  const seen = new WeakMap<OpenConnection, { moved: number; at: number }>();
  const look = () => {
    const now = performance.now();
    for (const connection of connections) {
      const moved = movedBytes(connection.socket);
      const last = seen.get(connection);
      if (!last || last.moved !== moved || !waitsForClient(connection)) {
        seen.set(connection, { moved, at: now });
      }
      const still = now - (seen.get(connection)?.at ?? now);
      const late = now - begun > slowClientSeconds * 1000;
      if (waitsForClient(connection) && (late || still > stalledSeconds * 1000)) {
        connection.socket.destroy();
      }
    }
  };
  const timer = setInterval(look, stalledCheckSeconds * 1000);
  return () => clearInterval(timer);
}

function waitsForClient({ socket, requests }: OpenConnection): boolean {
  return socket.writableLength > 0 || ![...requests].some(({ complete }) => complete);
}

/** Bytes received and sent, without the bytes that are still in the write buffer. */
function movedBytes({ bytesRead, bytesWritten, writableLength }: Socket): number {
  return bytesRead + bytesWritten - writableLength;
}
