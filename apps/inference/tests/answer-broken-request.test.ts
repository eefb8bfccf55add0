import { expect, test } from 'vitest';
import { SERVER_LIMITS } from '../src/limits.ts';
import { rawConnection } from './support/raw-connection.ts';
import { appOf } from './support/test-app.ts';

test.each<[string, string, RegExp]>([
  ['bytes that are not HTTP', 'HELLO\r\n\r\n', /This is not a valid HTTP request/],
  [
    'headers that are too long',
    `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n`,
    /larger than 16384 bytes/,
  ],
  [
    'two different lengths',
    'POST /invocations HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
    /This is not a valid HTTP request/,
  ],
  [
    'a length and chunked encoding',
    'POST /invocations HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
    /This is not a valid HTTP request/,
  ],
])('answers %s with a problem document, and closes the connection', async (_name, text, detail) => {
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

test('sets the time-outs and the maximum number of connections', () => {
  const { app } = appOf({}, { SAGEMAKER_MODEL_SERVER_TIMEOUT: '100' });
  const { server } = app;
  expect(server.requestTimeout).toBe(SERVER_LIMITS.requestSeconds * 1000);
  expect(server.headersTimeout).toBe(SERVER_LIMITS.headersSeconds * 1000);
  expect(server.keepAliveTimeout).toBe(75_000);
  // The time for the queue, the run and the request.
  expect(server.timeout).toBe(260_000);
  expect(server.maxConnections).toBe(SERVER_LIMITS.connections);
});
