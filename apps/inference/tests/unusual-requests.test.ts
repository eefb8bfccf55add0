import { ProblemError } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { rawConnection } from './support/raw-connection.ts';
import { appOf } from './support/test-app.ts';

test.each<['POST' | 'PUT', string, string]>([
  ['PUT', '/invocations', 'application/json'],
  ['POST', '/nowhere', 'application/json'],
  ['POST', '/nowhere', 'text/plain'],
])(
  'answers %s %s with a broken body (%s) that there is no such route',
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
    'an unknown expectation',
    'POST /invocations HTTP/1.1\r\nhost: x\r\nexpect: wonders\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
  ],
])('answers a request with %s like any other', async (_name, text) => {
  const { app } = appOf();
  const { send, closed } = await rawConnection(app);
  send(text);
  expect(await closed()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test('sends 100 Continue to a pipelined request in its turn, not inside an earlier answer', async () => {
  const { app } = appOf({ invoke: () => Promise.reject(new ProblemError('input_invalid', 'no')) });
  const { send, received } = await rawConnection(app);
  const request = (expect: string) =>
    `POST /invocations HTTP/1.1\r\nhost: x\r\n${expect}content-length: 1\r\n\r\n{`;
  send(request('') + request('expect: 100-continue\r\n'));
  const text = await received(/}[^]*}$/);
  const [first = '', second = ''] = text.split('HTTP/1.1 100 Continue\r\n\r\n');
  for (const answer of [first, second]) {
    const [head, body = ''] = answer.split('\r\n\r\n');
    expect(head).toContain(`content-length: ${body.length}`);
    expect(JSON.parse(body)).toMatchObject({ code: 'input_invalid' });
  }
});
