import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startModelRuntime } from '@pilotlight/model-runtime';
import type { FastifyInstance } from 'fastify';
import { expect, inject, test } from 'vitest';
import { findBundle } from '../../src/multi-model/find-bundle.ts';
import { MemoryBudget } from '../../src/multi-model/memory-budget.ts';
import { ModelHost } from '../../src/multi-model/model-host.ts';
import { foundBundle, scratch, unpack } from '../support/bundles.ts';
import { fakeRuntime } from '../support/fake-runtime.ts';
import { appOver } from '../support/test-app.ts';

const load = (app: FastifyInstance, model_name: string, url: string) =>
  app.inject({
    method: 'POST',
    url: '/models',
    payload: JSON.stringify({ model_name, url }),
    headers: { 'content-type': 'application/json' },
  });

/** A host of fake models that answer with the path they were loaded from. */
function fakes(memory?: MemoryBudget) {
  const host = new ModelHost({
    find: async (url) => foundBundle(url),
    start: () => fakeRuntime(),
    ...(memory && { memory }),
  });
  return appOver(host);
}

test('loads, lists, invokes and unloads a real model', async () => {
  const root = scratch();
  const workerProgram = pathToFileURL(join(inject('programs'), 'worker.mjs'));
  const plan = { threadsPerWorker: 1, maxBatch: 1, workerProgram };
  const host = new ModelHost({
    find: (url) => findBundle(url, root),
    start: (bundle, workers) => startModelRuntime(bundle, { ...plan, workers }),
  });
  const { app, log } = appOver(host);
  expect((await app.inject('/ping')).statusCode).toBe(200);
  const url = unpack(root, 'abc');
  const loaded = await load(app, 'abc', url);
  expect([loaded.statusCode, loaded.json()]).toEqual([200, { modelName: 'abc', modelUrl: url }]);
  expect((await app.inject('/models')).json()).toEqual({
    models: [{ modelName: 'abc', modelUrl: url }],
  });
  expect((await app.inject('/models/abc')).json()).toEqual({ modelName: 'abc', modelUrl: url });

  const answer = await app.inject({
    method: 'POST',
    url: '/models/abc/invoke',
    payload: '{"x":2}',
    headers: {
      'content-type': 'application/json',
      'x-amzn-sagemaker-target-model': 'one/double.tar.gz',
      'x-amzn-sagemaker-custom-attributes': 'c1',
    },
  });
  expect([answer.statusCode, answer.body]).toEqual([200, '{"y":4}']);
  expect(answer.headers['x-amzn-sagemaker-custom-attributes']).toBe('c1');
  expect(log.requests().at(-1)).toMatchObject({
    path: '/models/abc/invoke',
    model: 'double',
    targetModel: 'one/double.tar.gz',
    batchSize: 1,
  });

  const metrics = (await app.inject('/metrics')).body;
  expect(metrics).toContain('pilotlight_workers_healthy{model="double"} 1');
  expect(metrics).toContain('pilotlight_invocation_seconds_count{model="double"} 1');

  const unloaded = await app.inject({ method: 'DELETE', url: '/models/abc' });
  expect([unloaded.statusCode, unloaded.body]).toEqual([200, '']);
  const later = await app.inject({ method: 'POST', url: '/models/abc/invoke', payload: '{}' });
  expect(later.json()).toMatchObject({ status: 404, code: 'model_unknown' });
  expect((await app.inject('/metrics')).body).not.toContain('model="double"');
});

test('answers 409 for a model that is already loaded', async () => {
  const { app } = fakes();
  await load(app, 'a', '/m/a/model');
  expect((await load(app, 'a', '/m/a/model')).json()).toMatchObject({
    status: 409,
    code: 'model_already_loaded',
  });
});

test('answers 507 when memory is short', async () => {
  const { app, log } = fakes(new MemoryBudget({ limitBytes: () => 1, usedBytes: () => 0 }));
  expect((await load(app, 'a', '/m/a/model')).json()).toMatchObject({
    status: 507,
    code: 'memory_short',
  });
  expect(log.lines).toMatchObject([
    { model: 'a', url: '/m/a/model', msg: 'model not loaded' },
    { status: 507, requestBytes: 37, msg: 'request' },
  ]);
});

test.each([
  ['half a JSON text', '{', 400, 'body_not_json'],
  ['a name without a url', '{"model_name":"a"}', 400, 'request_invalid'],
  ['a large body', ' '.repeat(20_000), 413, 'body_too_large'],
])('refuses to load from %s', async (_what, payload, status, code) => {
  const { app } = fakes();
  const response = await app.inject({ method: 'POST', url: '/models', payload });
  expect(response.json()).toMatchObject({ status, code });
});

test('refuses bundles elsewhere, and reports what is wrong with a bundle', async () => {
  const root = scratch();
  const start = () => fakeRuntime();
  const { app } = appOver(new ModelHost({ find: (url) => findBundle(url, root), start }));
  for (const url of ['/etc', `${root}/../../etc`, root, join(root, 'nothing')]) {
    expect((await load(app, 'a', url)).json()).toMatchObject({
      status: 400,
      code: 'request_invalid',
    });
  }
  expect((await app.inject('/models')).json()).toEqual({ models: [] });
});

test.each([
  ['GET', '/models/none'],
  ['DELETE', '/models/none'],
  ['POST', '/models/none/invoke'],
] as const)('answers 404 to %s %s when it is not loaded', async (method, url) => {
  const { app } = fakes();
  expect((await app.inject({ method, url })).json()).toMatchObject({
    status: 404,
    code: 'model_unknown',
  });
});

test('accepts any characters in a name', async () => {
  const { app } = fakes();
  const name = `a/b c?#%\u00e9${'x'.repeat(500)}`;
  await load(app, name, '/m/a/model');
  const path = `/models/${encodeURIComponent(name)}`;
  expect((await app.inject(path)).json()).toMatchObject({ modelName: name });
  expect((await app.inject({ method: 'POST', url: `${path}/invoke` })).body).toBe('yes');
  expect((await app.inject({ method: 'DELETE', url: path })).statusCode).toBe(200);
});

test('lists the next page', async () => {
  const { app } = fakes();
  for (const name of ['c', 'a', 'b']) await load(app, name, `/m/${name}/model`);
  const names = async (query: string) =>
    (await app.inject(`/models${query}`))
      .json<{ models: { modelName: string }[] }>()
      .models.map(({ modelName }) => modelName);
  expect(await names('')).toEqual(['a', 'b', 'c']);
  expect(await names('?next_page_token=a')).toEqual(['b', 'c']);
  const twice = await app.inject('/models?next_page_token=a&next_page_token=b');
  expect(twice.json()).toMatchObject({ status: 400, code: 'request_invalid' });
});

test('has no /invocations, and lists its routes', async () => {
  const { app } = fakes();
  const { detail } = (await app.inject({ method: 'POST', url: '/invocations' })).json<{
    detail: string;
  }>();
  expect(detail).toContain('POST /models/NAME/invoke');
});
