import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface StubReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly delayMilliseconds?: number;
  /** Reset the connection instead of answering. */
  readonly breaks?: boolean;
}

export interface StubRequest {
  readonly path: string;
  /** From `X-Amz-Target`, without the service. */
  readonly operation: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A local stub of AWS: it records every request and answers with `reply`. */
export async function startStub() {
  const requests: StubRequest[] = [];
  const stub = {
    requests,
    url: '',
    reply: (_request: StubRequest): StubReply => ({ body: '{}' }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer((incoming, outgoing) => {
    void text(incoming).then((body) => {
      const operation = String(incoming.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
      const request = { path: incoming.url ?? '', operation, headers: incoming.headers, body };
      requests.push(request);
      const reply = stub.reply(request);
      if (reply.breaks) return void incoming.socket.resetAndDestroy();
      setTimeout(() => {
        const headers = { 'content-type': 'application/json', ...reply.headers };
        outgoing.writeHead(reply.status ?? 200, headers).end(reply.body);
      }, reply.delayMilliseconds ?? 0);
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
