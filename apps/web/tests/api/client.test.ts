import { afterEach, expect, test, vi } from 'vitest';
import { client } from '../../src/api/client.ts';
import { Failure } from '../../src/api/failure.ts';

const answering = (answer: () => Response | Promise<Response>) => {
  const fetching = vi.fn(async (_path: string, _init?: RequestInit) => answer());
  vi.stubGlobal('fetch', fetching);
  return fetching;
};
const caught = async (call: Promise<unknown>) => {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  if (!(error instanceof Failure)) throw new Error('A Failure was to be thrown', { cause: error });
  return error;
};

afterEach(() => vi.unstubAllGlobals());

test('200 is the answer, and the input is the body', async () => {
  const fetching = answering(() => Response.json({ model: 'm', output: 4 }));
  expect(await client.predict('m', { a: 1 }, 'k')).toEqual({ kind: 'answer', output: 4 });
  expect(fetching).toHaveBeenCalledWith(
    '/v1/models/m/predictions',
    expect.objectContaining({
      method: 'POST',
      body: '{"a":1}',
      headers: expect.objectContaining({ 'idempotency-key': '"k"' }) as unknown,
    }),
  );
});

test.each([
  ['7', 7],
  ['soon', undefined],
  [undefined, undefined],
])('202 is an id, to be asked for after Retry-After %s', async (header, retryAfterSeconds) => {
  const headers: HeadersInit = header === undefined ? {} : { 'retry-after': header };
  answering(() => Response.json({ id: '01J', status: 'queued' }, { status: 202, headers }));
  expect(await client.predict('m', {}, 'k')).toEqual({
    kind: 'parked',
    id: '01J',
    retryAfterSeconds,
  });
});

test('a refusal carries its problem document', async () => {
  answering(() => Response.json({ code: 'model_unknown', detail: 'No.' }, { status: 404 }));
  expect(await caught(client.getModel('x'))).toMatchObject({
    status: 404,
    passing: false,
    problem: { code: 'model_unknown' },
  });
});

test.each([
  ['text that is not JSON', 503, '<html>', true],
  ['JSON that is no object', 413, '"too long"', false],
])('%s still is a Failure', async (_what, status, body, passing) => {
  answering(() => new Response(body, { status }));
  expect(await caught(client.listModels())).toMatchObject({ status, passing, problem: undefined });
});

test('a 200 that is not JSON, as from a proxy, is no answer', async () => {
  answering(() => new Response('<html>hello'));
  expect((await caught(client.listModels())).status).toBe(200);
});

test('no answer at all is status 0 and passes', async () => {
  answering(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await caught(client.listModels())).toMatchObject({ status: 0, passing: true });
});
