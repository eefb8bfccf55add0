import { OverloadedError } from '@pilotlight/model-runtime';
import { expect, test } from 'vitest';
import { rawConnection } from '../support/raw-connection.ts';
import { appOf } from '../support/test-app.ts';

const MEBIBYTE = 1024 * 1024;

const head = (...headers: string[]) => [
  'POST /invocations HTTP/1.1',
  'host: x',
  ...headers,
  '',
  '',
];

test('answers Expect: 100-continue with 100, and keeps the connection', async () => {
  const { app, runtime } = appOf();
  const { send, received } = await rawConnection(app);
  send(...head('expect: 100-continue', 'content-length: 5'));
  expect(await received(/\r\n\r\n$/)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  send('hello');
  const answer = await received(/yes$/);
  expect(answer).toContain('HTTP/1.1 200 OK');
  expect(answer).not.toContain('connection: close');
  send(...head('content-length: 0'));
  await received(/yes[^]*yes$/);
  expect(runtime.asked.map(({ invocation }) => String(invocation.body))).toEqual(['hello', '']);
});

test.each([
  ['its body is too large', 7 * MEBIBYTE, undefined, 413],
  ['the queue is full', 5, new OverloadedError(1), 503],
])(
  'refuses Expect: 100-continue when %s, and closes the connection',
  async (_why, bytes, refusal, status) => {
    const { app, runtime } = appOf({ refusal: () => refusal });
    const { send, closed } = await rawConnection(app);
    send(...head('expect: 100-continue', `content-length: ${bytes}`));
    const answer = await closed();
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('connection: close');
    expect(runtime.asked).toEqual([]);
  },
);

test('answers Expect: 100-continue for another path', async () => {
  const { app } = appOf();
  const { send, received } = await rawConnection(app);
  send('POST /nothing HTTP/1.1', 'host: x', 'expect: 100-continue', 'content-length: 5', '', '');
  expect(await received(/route_unknown/)).toMatch(/^HTTP\/1.1 404 /);
});

test('accepts bodies within the memory budget, and more once one is released', async () => {
  const admitted = Promise.withResolvers<undefined>();
  const refusal = () => void admitted.resolve(undefined);
  const { app, runtime, log } = appOf({ refusal }, { SAGEMAKER_MAX_PAYLOAD_IN_MB: '40' });
  const slow = await rawConnection(app);
  slow.send(...head(`content-length: ${40 * MEBIBYTE}`));
  await admitted.promise;
  const other = await rawConnection(app);
  other.send(...head(`content-length: ${30 * MEBIBYTE}`));
  const refused = await other.received(/overloaded.*}$/);
  expect(refused).toMatch(/^HTTP\/1.1 503 /);
  expect(refused).toContain('retry-after: 1\r\n');

  slow.socket.destroy();
  await log.requestsOf(2);
  const third = await rawConnection(app);
  third.send(...head(`content-length: ${30 * MEBIBYTE}`));
  third.socket.write(Buffer.alloc(30 * MEBIBYTE));
  await third.received(/yes$/);
  expect(runtime.asked[0]?.invocation.body.length).toBe(30 * MEBIBYTE);
});

test('counts a body of unknown length while it is read', async () => {
  const admitted = Promise.withResolvers<undefined>();
  const refusal = () => void admitted.resolve(undefined);
  const { app, runtime } = appOf({ refusal }, { SAGEMAKER_MAX_PAYLOAD_IN_MB: '64' });
  const slow = await rawConnection(app);
  slow.send(...head(`content-length: ${63 * MEBIBYTE}`));
  await admitted.promise;
  const other = await rawConnection(app);
  other.send(...head('transfer-encoding: chunked'));
  other.send((2 * MEBIBYTE).toString(16), '');
  other.socket.write(Buffer.alloc(2 * MEBIBYTE));
  other.send('', '0', '', '');
  expect(await other.received(/overloaded.*}$/)).toMatch(/^HTTP\/1.1 503 /);
  expect(runtime.asked).toEqual([]);
});
