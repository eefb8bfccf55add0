import { expect, test } from 'vitest';
import { SERVER_LIMITS } from '../src/limits.ts';
import { rawConnection } from './support/raw-connection.ts';
import { appOf } from './support/test-app.ts';

test.each<[string, string, RegExp]>([
  ['what is no HTTP', 'HELLO\r\n\r\n', /This is no HTTP request/],
  [
    'headers without end',
    `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n`,
    /larger than 16384 bytes/,
  ],
  [
    'two lengths that differ',
    'POST /invocations HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
    /This is no HTTP request/,
  ],
  [
    'a length and chunks',
    'POST /invocations HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
    /This is no HTTP request/,
  ],
])('answers %s by a problem document, and closes', async (_name, text, detail) => {
  const { app } = appOf();
  const { send, closed } = await rawConnection(app);
  send(text);
  const [head = '', body = ''] = (await closed()).split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1.1 400 Bad Request\r\ncontent-type: application\/problem\+json/);
  expect(head).toContain(`content-length: ${body.length}`);
  const document = JSON.parse(body) as { detail: string };
  expect(document).toMatchObject({ status: 400, code: 'request_invalid' });
  expect(document.detail).toMatch(detail);
});

test('allows so much time and so many connections', () => {
  const { app } = appOf({}, { SAGEMAKER_MODEL_SERVER_TIMEOUT: '100' });
  const { server } = app;
  expect(server.requestTimeout).toBe(SERVER_LIMITS.requestSeconds * 1000);
  expect(server.headersTimeout).toBe(SERVER_LIMITS.headersSeconds * 1000);
  expect(server.keepAliveTimeout).toBe(75_000);
  // As long as one may wait and run, and then some.
  expect(server.timeout).toBe(260_000);
  expect(server.maxConnections).toBe(SERVER_LIMITS.connections);
});
