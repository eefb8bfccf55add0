import { join } from 'node:path';
import { LIMITS, ProblemError } from '@pilotlight/contracts';
import {
  type Invocation,
  type ModelRuntime,
  openBundle,
  startModelRuntime,
} from '@pilotlight/model-runtime';
import type { InjectOptions } from 'fastify';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { buildApp } from '../src/app.ts';
import { logLines } from './log-lines.ts';

const bundle = await openBundle(join(import.meta.dirname, 'fixtures', 'bundle'));
const runtime = startModelRuntime(bundle, { workers: 1 });
const log = logLines();
const app = buildApp(runtime, log);
afterAll(() => app.close());

/** The app over a runtime that does what the test says. */
function appOver(changes: Partial<ModelRuntime>) {
  const still: ModelRuntime = {
    loaded: Promise.resolve(),
    unready: () => undefined,
    invoke: async () => ({ body: '', contentType: 'text/plain' }),
    close: async () => undefined,
  };
  const built = buildApp({ ...still, ...changes }, false);
  onTestFinished(() => built.close());
  return built;
}

const invoke = (
  payload: string | Buffer | undefined,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => {
  const request: InjectOptions = { method: 'POST', url: '/invocations', headers };
  return app.inject(payload === undefined ? request : { ...request, payload });
};

test('a ping says why it is unhealthy until the model has loaded, then nothing', async () => {
  const early = await app.inject('/ping');
  expect([early.statusCode, early.body]).toEqual([503, '0 of 1 workers have loaded the model']);
  await runtime.loaded;
  const ready = await app.inject('/ping');
  expect([ready.statusCode, ready.body]).toEqual([200, '']);
});

test('answers an invocation in JSON', async () => {
  const { statusCode, headers, body } = await invoke('{"x":21}');
  expect([statusCode, headers['content-type'], body]).toEqual([
    200,
    'application/json',
    '{"y":42}',
  ]);
});

test('takes a body of no type for JSON', async () => {
  expect((await invoke('{"x":1}', {})).json()).toEqual({ y: 2 });
});

test.each<[string, string | Buffer | undefined, Record<string, string>, number, string, RegExp]>([
  ['half a JSON text', '{"x":', {}, 400, 'body_not_json', /one JSON object is wanted/],
  ['no body', undefined, {}, 400, 'body_not_json', /the body is empty/],
  ['invalid UTF-8', Buffer.of(0x22, 0xff, 0x22), {}, 400, 'body_not_utf8', /UTF-8/],
  ['a missing field', '{}', {}, 422, 'input_invalid', /schema of double/],
  [
    'a type it does not take',
    'x=1',
    { 'content-type': 'text/csv' },
    415,
    'content_type_unsupported',
    /takes application\/json, not text\/csv/,
  ],
  [
    'a type that is none',
    'x=1',
    { 'content-type': 'nonsense' },
    415,
    'content_type_unsupported',
    /./,
  ],
  ['an input that the model refuses', '{"x":13}', {}, 422, 'model_rejected', /13 brings bad luck/],
  [
    'a failure of the model',
    '{"x":666}',
    {},
    500,
    'internal',
    /^The log has the reason, under request \S+$/,
  ],
  [
    'a body that is too large',
    Buffer.alloc(LIMITS.invocationBodyBytes + 1, 32),
    {},
    413,
    'body_too_large',
    /./,
  ],
])('answers %s by a problem document', async (_name, payload, headers, status, code, detail) => {
  const response = await invoke(payload, { 'content-type': 'application/json', ...headers });
  expect(response.statusCode).toBe(status);
  expect(response.headers['content-type']).toBe('application/problem+json');
  const document = response.json<Record<string, unknown>>();
  expect(document).toMatchObject({ code, status, type: `urn:pilotlight:error:${code}` });
  expect(document['detail']).toMatch(detail);
});

test('names every place of the input that does not fit', async () => {
  const response = await invoke('{"x":"one","milliseconds":-1,"z":0}');
  const { errors } = response.json<{ errors: { pointer: string }[] }>();
  expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/milliseconds', '/x', '/z']);
});

test('answers another path by a problem document', async () => {
  const response = await app.inject('/models?secret=1');
  expect(response.json()).toMatchObject({ status: 404, code: 'route_unknown' });
  expect(response.body).not.toContain('secret');
});

test('refuses an invocation when too many wait', async () => {
  const busy = appOver({
    invoke: () => Promise.reject(new ProblemError('overloaded', 'later')),
  });
  const response = await busy.inject({ method: 'POST', url: '/invocations', payload: '{}' });
  expect(response.json()).toMatchObject({ status: 503, code: 'overloaded' });
});

test('passes the body, its type and what is accepted to the hooks, and their answer back', async () => {
  const seen: Invocation[] = [];
  const image = appOver({
    invoke: async (invocation) => {
      seen.push(invocation);
      return { body: Uint8Array.of(0, 255), contentType: 'application/x-npy' };
    },
  });
  const response = await image.inject({
    method: 'POST',
    url: '/invocations',
    headers: { 'content-type': 'image/png', accept: 'application/x-npy' },
    payload: Buffer.of(137, 0, 200),
  });
  expect(seen).toEqual([
    { body: Buffer.of(137, 0, 200), contentType: 'image/png', accept: 'application/x-npy' },
  ]);
  expect(response.headers['content-type']).toBe('application/x-npy');
  expect([...response.rawPayload]).toEqual([0, 255]);
});

test.each(['{"x":1}', 'not JSON'])('gives the custom attributes back (%s)', async (payload) => {
  const { headers } = await invoke(payload, {
    'content-type': 'application/json',
    'x-amzn-sagemaker-custom-attributes': 'trace=7, c1',
  });
  expect(headers['x-amzn-sagemaker-custom-attributes']).toBe('trace=7, c1');
});

test('logs one line a request, under its inference id, with nothing of the input', async () => {
  await runtime.loaded;
  log.lines.length = 0;
  const headers = { 'content-type': 'application/json', 'x-amzn-sagemaker-inference-id': 'mine' };
  await app.inject('/ping');
  await invoke('{"x":1}', headers);
  await invoke('{"x":"a private text"}', headers);
  await invoke('a private text', headers);
  expect(log.lines.map(({ reqId, path, status }) => ({ reqId, path, status }))).toEqual(
    [200, 422, 400].map((status) => ({ reqId: 'mine', path: '/invocations', status })),
  );
  expect(JSON.stringify(log.lines)).not.toContain('private');
});

test("logs the reason of the model's failure, and keeps it from the caller", async () => {
  log.lines.length = 0;
  const { body } = await invoke('{"x":666}');
  expect(body).not.toContain('secret');
  expect(JSON.stringify(log.lines)).toContain('a secret of the handler');
});
