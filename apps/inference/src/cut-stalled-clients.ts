import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { SERVER_LIMITS } from './limits.ts';

/** A connection, with the requests on it that are not answered whole yet. */
export interface OpenConnection {
  readonly socket: Socket;
  readonly requests: Set<IncomingMessage>;
}

/**
 * Closes the connections on which the server waits for the client: one that stalls amid its request, or does not read
 * its answer, must not keep the process from ending. Connections on which the client waits for the model are left alone.
 * @returns stops looking
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

/** Bytes received and sent; bytes that still wait in the write buffer do not count. */
function movedBytes({ bytesRead, bytesWritten, writableLength }: Socket): number {
  return bytesRead + bytesWritten - writableLength;
}
