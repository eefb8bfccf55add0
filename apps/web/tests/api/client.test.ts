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
  if (!(error instanceof Failure)) throw new Error('Expected a Failure', { cause: error });
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
])('202 gives an id and the pause of Retry-After %s', async (header, retryAfterSeconds) => {
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
  ['JSON that is not an object', 413, '"too long"', false],
])(
  '%s in an error response is a Failure without a problem document',
  async (_what, status, body, passing) => {
    answering(() => new Response(body, { status }));
    expect(await caught(client.listModels())).toMatchObject({
      status,
      passing,
      problem: undefined,
    });
  },
);

test('a 200 that is not JSON, such as from a proxy, is a Failure', async () => {
  answering(() => new Response('<html>hello'));
  expect((await caught(client.listModels())).status).toBe(200);
});

test('no response at all is a transient Failure with status 0', async () => {
  answering(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await caught(client.listModels())).toMatchObject({ status: 0, passing: true });
});
