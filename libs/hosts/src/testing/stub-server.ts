import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface StubReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Reset the connection instead of answering. */
  readonly breaks?: boolean;
  /** Never answer. */
  readonly hangs?: boolean;
}

export interface StubRequest {
  readonly path: string;
  /** From `X-Amz-Target`, without the service. */
  readonly operation: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The body as text. */
  readonly body: string;
  readonly bytes: Uint8Array;
}

/** A local stub of AWS: it records every request and answers with `reply`. */
export async function startStub() {
  const requests: StubRequest[] = [];
  const stub = {
    requests,
    url: '',
    reply: (_request: StubRequest): StubReply | Promise<StubReply> => ({ body: '{}' }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer((incoming, outgoing) => {
    void buffer(incoming).then(async (bytes) => {
      const operation = String(incoming.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
      const [path, body] = [incoming.url ?? '', bytes.toString()];
      const request = { path, operation, headers: incoming.headers, body, bytes };
      requests.push(request);
      const reply = await stub.reply(request);
      if (reply.breaks) return void incoming.socket.resetAndDestroy();
      if (reply.hangs) return;
      const headers = { 'content-type': 'application/json', ...reply.headers };
      outgoing.writeHead(reply.status ?? 200, headers).end(reply.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stub.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return stub;
}

/** An error in the format of AWS's JSON protocols. */
export const awsError = (name: string, message: string, status = 400): StubReply => ({
  status,
  headers: { 'x-amzn-errortype': name },
  body: JSON.stringify({ __type: name, message }),
});
