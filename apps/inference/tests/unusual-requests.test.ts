import { expect, test } from 'vitest';
import { rawConnection } from './support/raw-connection.ts';
import { appOf } from './support/test-app.ts';

test.each<['POST' | 'PUT', string, string]>([
  ['PUT', '/invocations', 'application/json'],
  ['POST', '/nowhere', 'application/json'],
  ['POST', '/nowhere', 'text/plain'],
])(
  'says of %s %s with a broken body (%s) that there is no such route',
  async (method, url, type) => {
    const { app } = appOf();
    const headers = { 'content-type': type };
    const response = await app.inject({ method, url, headers, payload: '{' });
    expect(response.json()).toMatchObject({ status: 404, code: 'route_unknown' });
  },
);

test.each([
  ['no Host', 'GET /ping HTTP/1.1\r\nconnection: close\r\n\r\n'],
  [
    'an expectation that nobody knows',
    'POST /invocations HTTP/1.1\r\nhost: x\r\nexpect: wonders\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
  ],
])('answers a request with %s like any other', async (_name, text) => {
  const { app } = appOf();
  const { send, closed } = await rawConnection(app);
  send(text);
  expect(await closed()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});
