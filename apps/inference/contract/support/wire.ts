import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { url } from './client.ts';

const { hostname, port, host } = new URL(url);

/** A connection to the container, for requests that an HTTP client would not send. */
export async function connection(): Promise<Socket> {
  const socket = connect(Number(port || 80), hostname);
  // The container may close the connection while it is written to; only the answer before that matters.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** A request as text; `headers` are lines. Host and Content-Length are added. */
export function request(line: string, headers: readonly string[] = [], body = ''): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return [`${line} HTTP/1.1`, `Host: ${host}`, ...headers, ...length, '', body].join('\r\n');
}

/** Sends `bytes` and reads until `enough` accepts the received text, or the container closes the connection. */
export async function exchange(
  bytes: string | Uint8Array,
  enough: (answer: string) => boolean = () => false,
): Promise<string> {
  const socket = await connection();
  try {
    socket.write(bytes);
    let answer = '';
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      answer += chunk.toString('latin1');
      if (enough(answer)) break;
    }
    return answer;
  } finally {
    socket.destroy();
  }
}

/** The statuses of all answers in the received text; a body may end without a line break. */
export const statuses = (answer: string): number[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
