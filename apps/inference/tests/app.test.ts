import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ModelRuntime, openBundle, startModelRuntime } from '@pilotlight/model-runtime';
import { afterAll, expect, inject, test } from 'vitest';
import { buildApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { SingleModel } from '../src/single-model.ts';
import { logLines } from './support/log-lines.ts';
import { appOf } from './support/test-app.ts';

const bundle = await openBundle(join(import.meta.dirname, 'fixtures', 'bundle'));
const runtime: ModelRuntime = startModelRuntime(bundle, {
  workers: 1,
  threadsPerWorker: 1,
  maxBatch: 1,
  workerProgram: pathToFileURL(join(inject('programs'), 'worker.mjs')),
});
const log = logLines();
const app = buildApp(new SingleModel(bundle.manifest, runtime), {
  config: readConfig({}),
  log,
});
afterAll(() => app.close());

const invoke = (payload: string, headers = {}) =>
  app.inject({
    method: 'POST',
    url: '/invocations',
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  });

test('a ping gives the reason until the model has loaded, then an empty answer', async () => {
  const early = await app.inject('/ping');
  expect([early.statusCode, early.body]).toEqual([503, 'the model is being loaded']);
  await runtime.loaded;
  const ready = await app.inject('/ping');
  expect([ready.statusCode, ready.body]).toEqual([200, '']);
});

test('answers an invocation of a real model', async () => {
  const { statusCode, headers, body } = await invoke('{"x":21}');
  expect([statusCode, headers['content-type'], body]).toEqual([
    200,
    'application/json',
    '{"y":42}',
  ]);
});

test.each<[string, string, object, number, string, RegExp]>([
  ['half a JSON text', '{"x":', {}, 400, 'body_not_json', /./],
  ['a missing field', '{}', {}, 422, 'input_invalid', /schema of double/],
  [
    'an unsupported Content-Type',
    'x',
    { 'content-type': 'x/y' },
    415,
    'content_type_unsupported',
    /./,
  ],
  ['an unsupported Accept', '{"x":1}', { accept: 'x/y' }, 406, 'accept_unsupported', /./],
  ['an input that the model refuses', '{"x":13}', {}, 422, 'model_rejected', /13 brings bad luck/],
  ['a failure of the model', '{"x":666}', {}, 500, 'internal', /^The log has the reason/],
])('answers %s with a problem document', async (_name, payload, headers, status, code, detail) => {
  const response = await invoke(payload, headers);
  expect(response.headers['content-type']).toBe('application/problem+json');
  const document = response.json<Record<string, unknown>>();
  expect(document).toMatchObject({ code, status, type: `urn:pilotlight:error:${code}` });
  expect(document['detail']).toMatch(detail);
});

test('lists every schema violation of the input', async () => {
  const response = await invoke('{"x":"one","milliseconds":-1,"z":0}');
  const { errors } = response.json<{ errors: { pointer: string }[] }>();
  expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/milliseconds', '/x', '/z']);
});

test('logs the reason for a failure of the model, and does not send it to the client', async () => {
  log.lines.length = 0;
  const { body } = await invoke('{"x":666}', { 'x-amzn-sagemaker-inference-id': 'mine' });
  expect(body).not.toContain('secret');
  expect(log.lines).toMatchObject([
    { reqId: 'mine', err: { message: 'a secret of the handler' } },
    { reqId: 'mine', status: 500, code: 'internal' },
  ]);
});

test('logs the timings of an invocation', async () => {
  log.lines.length = 0;
  await invoke('{"x":1,"milliseconds":30}');
  const [line] = log.lines;
  expect(line).toMatchObject({ model: 'double', batchSize: 1, responseBytes: 7 });
  for (const part of ['queue', 'parse', 'predict', 'format']) {
    expect(line).toHaveProperty(`${part}Milliseconds`, expect.any(Number));
  }
  expect(line?.['predictMilliseconds']).toBeGreaterThan(25);
});

test.each([
  ['GET', '/invocations?secret=1'],
  ['POST', '/ping'],
  ['GET', '/models'],
] as const)('answers %s %s with a problem document', async (method, url) => {
  const response = await appOf().app.inject({ method, url });
  expect(response.json()).toMatchObject({ status: 404, code: 'route_unknown' });
  expect(response.json<{ detail: string }>().detail).toContain('POST /invocations');
  expect(response.body).not.toContain('secret');
});

test('answers an invalid address with a problem document', async () => {
  const response = await appOf().app.inject('/%zz');
  expect(response.json()).toMatchObject({ status: 400, code: 'request_invalid' });
});

test('closes the model when the app is closed', async () => {
  const { app: fake, runtime: closed } = appOf();
  await fake.close();
  expect(closed.closed).toBe(1);
});
