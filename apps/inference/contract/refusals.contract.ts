import { LIMITS } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { answerTo, CSV, invoke, JSON_LINES, JSON_TYPE, problemOf, url } from './support/client.ts';
import { inputs } from './support/model.ts';
import { connection, exchange, request, statuses } from './support/wire.ts';

const body = JSON.stringify(inputs[0]);

test.each([
  ['no body', '', JSON_TYPE, 400, 'body_not_json'],
  ['half a body', body.slice(0, -1), JSON_TYPE, 400, 'body_not_json'],
  ['several lines instead of one text', `${body}\n${body}`, JSON_TYPE, 400, 'body_not_json'],
  ['a list with an invalid record', `[${body}, {}]`, JSON_TYPE, 422, 'input_invalid'],
  ['null', 'null', JSON_TYPE, 422, 'input_invalid'],
  ['an object without properties', '{}', JSON_TYPE, 422, 'input_invalid'],
  ['no instances', '{"instances":[]}', JSON_TYPE, 422, 'input_invalid'],
  ['instances that are not a list', '{"instances":1}', JSON_TYPE, 422, 'input_invalid'],
  ['no lines', '', JSON_LINES, 422, 'input_invalid'],
  ['a line that is not JSON', `${body}\n{\n${body}`, JSON_LINES, 400, 'body_not_json'],
  ['no rows', '', CSV, 422, 'input_invalid'],
  ['an open quote', '"', CSV, 400, 'request_invalid'],
] as const)(
  '%s is refused with a problem document',
  async (_name, text, contentType, status, code) => {
    const refused = await problemOf(await invoke(text, contentType));
    expect([refused.status, refused.code]).toEqual([status, code]);
  },
);

test('a refusal says where each error is', async () => {
  const instances = [inputs[0], {}, { ...inputs[0], unknown: 1 }];
  const { errors } = await problemOf(await invoke(JSON.stringify({ instances })));
  const places = errors?.map(({ pointer }) => pointer.split('/').slice(0, 3).join('/'));
  expect(new Set(places)).toEqual(new Set(['/instances/1', '/instances/2']));
});

test('an invalid line is reported with its place', async () => {
  const { errors } = await problemOf(await invoke(`${body}\n{}\n${body}`, JSON_LINES));
  expect(errors?.every(({ pointer }) => pointer.startsWith('/1/'))).toBe(true);
});

test.each([JSON_TYPE, JSON_LINES, CSV])('%s that is not UTF-8 is refused', async (contentType) => {
  const bytes = new Uint8Array([0x22, 0xc3, 0x28, 0x22]);
  expect((await problemOf(await invoke(bytes, contentType))).code).toBe('body_not_utf8');
});

test.each(['application/x-npy', 'image/png', 'application/x-www-form-urlencoded', 'nonsense', '/'])(
  'a body of type %s is refused with the list of accepted types',
  async (contentType) => {
    const refused = await problemOf(await invoke(body, contentType));
    expect([refused.status, refused.code]).toEqual([415, 'content_type_unsupported']);
    for (const type of [JSON_TYPE, JSON_LINES, CSV]) expect(refused.detail).toContain(type);
    expect(refused.detail.replace(contentType, '')).not.toContain('application/x-npy');
  },
);

test.each(['image/png', 'application/x-npy', 'text/html, image/*;q=0.8', 'application/json;q=0'])(
  'an Accept of %s is refused with the list of possible types',
  async (accept) => {
    const refused = await problemOf(await invoke(body, JSON_TYPE, { accept }));
    expect([refused.status, refused.code]).toEqual([406, 'accept_unsupported']);
    for (const type of [JSON_TYPE, JSON_LINES, CSV]) expect(refused.detail).toContain(type);
  },
);

test('a body with a Content-Length over the limit is refused before it is sent', async () => {
  const headers = [
    `Content-Type: ${JSON_TYPE}`,
    `Content-Length: ${LIMITS.invocationBodyBytes + 1}`,
  ];
  const answer = await exchange(request('POST /invocations', headers), (text) =>
    text.endsWith('}'),
  );
  expect(statuses(answer)).toEqual([413]);
  expect(answer).toContain('"code":"body_too_large"');
});

test('a chunked body over the limit is refused', async () => {
  const socket = await connection();
  const headers = [`Content-Type: ${JSON_TYPE}`, 'Transfer-Encoding: chunked'];
  const megabyte = `${(1 << 20).toString(16)}\r\n${' '.repeat(1 << 20)}\r\n`;
  socket.write(request('POST /invocations', headers) + megabyte.repeat(7));
  let answer = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    answer += String(chunk);
    if (answer.endsWith('}')) break;
  }
  socket.destroy();
  expect(statuses(answer)).toEqual([413]);
  expect(answer).toContain('"code":"body_too_large"');
});

test('a body of the maximum size is read', async () => {
  const padded = body + ' '.repeat(LIMITS.invocationBodyBytes - Buffer.byteLength(body));
  expect((await invoke(padded)).status).toBe(200);
});

test.each([
  ['GET', '/'],
  ['GET', '/nothing?here'],
  ['GET', '/invocations'],
  ['PUT', '/invocations'],
  ['DELETE', '/invocations'],
  ['PATCH', '/invocations'],
  ['OPTIONS', '/invocations'],
  ['POST', '/ping'],
  ['GET', '/ping/../../etc/passwd'],
  ['GET', '/%2e%2e/%zz'],
])('%s %s is answered 404', async (method, path) => {
  const answer = await exchange(request(`${method} ${path}`, ['Connection: close']));
  const [status] = statuses(answer);
  expect([400, 404, 405]).toContain(status);
  expect(answer).toContain('content-type: application/problem+json');
  expect(answer).toMatch(/"code":"(route_unknown|request_invalid)"/);
});

test('HEAD of an unknown path has no body', async () => {
  const response = await fetch(`${url}/nothing`, { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([404, '']);
});

test('a request after all refusals is answered', async () => {
  await answerTo(inputs[0]);
});
