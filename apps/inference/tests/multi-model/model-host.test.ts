import type { ModelRuntime, Timings } from '@pilotlight/model-runtime';
import { expect, test, vi } from 'vitest';
import { SERVER_LIMITS } from '../../src/limits.ts';
import { MemoryBudget } from '../../src/multi-model/memory-budget.ts';
import { ModelHost, type ModelHostOptions } from '../../src/multi-model/model-host.ts';
import { foundBundle } from '../support/bundles.ts';
import { answerOf, fakeRuntime } from '../support/fake-runtime.ts';

const ask = { body: Buffer.from('{}'), contentType: 'application/json', accept: '*/*' };
const urlOf = (name: string) => `/opt/ml/models/${name}/model`;

/** A host over fake runtimes. */
function hostOf(changes: Partial<ModelRuntime> = {}, options: Partial<ModelHostOptions> = {}) {
  const runtime = fakeRuntime(changes);
  const start = vi.fn(() => runtime);
  const find = async (url: string) => foundBundle(url);
  return { runtime, start, host: new ModelHost({ find, start, ...options }) };
}

test('loads, answers and unloads', async () => {
  const { host, runtime } = hostOf();
  expect(() => host.find('a')).toThrow('The model a is not loaded here');
  expect(await host.load('a', urlOf('a'))).toEqual({ modelName: 'a', modelUrl: urlOf('a') });
  expect(host.describe('a')).toEqual({ modelName: 'a', modelUrl: urlOf('a') });
  expect((await host.find('a').invoke(ask)).body).toBe('yes');
  await host.unload('a');
  expect(runtime.closed).toBe(1);
  expect(() => host.describe('a')).toThrow(
    expect.objectContaining({ code: 'model_unknown' }) as Error,
  );
  await expect(host.unload('a')).rejects.toMatchObject({ code: 'model_unknown' });
});

test.each([
  [undefined, undefined, 1],
  [undefined, { workers: 3 }, 3],
  [2, { workers: 3 }, 2],
])('gives a model one worker by default (%j, %j)', async (workersPerModel, tuning, count) => {
  const find = async (url: string) => foundBundle(url, tuning);
  const { host, start } = hostOf({}, { workersPerModel, find });
  await host.load('a', urlOf('a'));
  expect(start).toHaveBeenCalledWith(foundBundle(urlOf('a'), tuning).bundle, count);
});

test('loads a model only once if it is requested twice at the same time', async () => {
  const loading = Promise.withResolvers<undefined>();
  const { host, start } = hostOf({ loaded: loading.promise });
  const both = Promise.allSettled([host.load('a', urlOf('a')), host.load('a', urlOf('a'))]);
  expect(() => host.find('a')).toThrow('not loaded');
  loading.resolve(undefined);
  expect((await both).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect((await both)[1]).toMatchObject({ reason: { code: 'model_already_loaded' } });
  expect(start).toHaveBeenCalledOnce();
});

test('answers both requests with the reason when the model cannot be loaded, and closes it', async () => {
  const loading = Promise.withResolvers<undefined>();
  const { host, start, runtime } = hostOf({ loaded: loading.promise });
  const both = Promise.allSettled([host.load('a', urlOf('a')), host.load('a', urlOf('a'))]);
  loading.reject(new Error('handler.mjs could not load its model'));
  for (const one of await both) {
    expect(one).toMatchObject({
      reason: { code: 'request_invalid', message: 'handler.mjs could not load its model' },
    });
  }
  expect([start.mock.calls.length, runtime.closed]).toEqual([1, 1]);
  expect(host.list('')).toEqual({ models: [] });
});

test.each([
  'std::bad_alloc',
  'Worker terminated due to reaching memory limit: JS heap out of memory',
  'Array buffer allocation failed',
  'Failed to allocate memory for requested buffer of size 268435456',
])('treats "%s" as a lack of memory', async (message) => {
  const { host, runtime } = hostOf({ loaded: Promise.reject(new Error(message)) });
  await expect(host.load('a', urlOf('a'))).rejects.toMatchObject({ code: 'memory_short' });
  expect(runtime.closed).toBe(1);
});

test('refuses a model that does not fit into memory, counting models that are still loading', async () => {
  const memory = new MemoryBudget({ limitBytes: () => 100 * 2 ** 20, usedBytes: () => 0 });
  const loading = Promise.withResolvers<undefined>();
  const { host, start } = hostOf({ loaded: loading.promise }, { memory });
  const first = host.load('a', urlOf('a'));
  await expect(host.load('b', urlOf('b'))).rejects.toMatchObject({ code: 'memory_short' });
  loading.resolve(undefined);
  await first;
  await host.load('b', urlOf('b'));
  expect(start).toHaveBeenCalledTimes(2);
});

test('finishes invocations in flight, refuses new ones, and only then frees the memory', async () => {
  const answer = Promise.withResolvers<undefined>();
  const { host, runtime } = hostOf({
    invoke: async () => {
      await answer.promise;
      return answerOf('late');
    },
  });
  await host.load('a', urlOf('a'));
  const model = host.find('a');
  const asked = model.invoke(ask);
  const unloaded = host.unload('a');
  await expect(model.invoke(ask)).rejects.toMatchObject({ code: 'model_unknown' });
  expect(() => host.find('a')).toThrow('not loaded');
  expect(runtime.closed).toBe(0);
  answer.resolve(undefined);
  expect((await asked).body).toBe('late');
  await unloaded;
  expect(runtime.closed).toBe(1);
});

test('counts a stream as in flight until its last part', async () => {
  const timings = Promise.withResolvers<Timings>();
  const { host, runtime } = hostOf({
    invoke: async () => ({ ...answerOf('part'), timings: timings.promise }),
  });
  await host.load('a', urlOf('a'));
  await host.find('a').invoke(ask);
  const unloaded = host.unload('a');
  await Promise.resolve();
  expect(runtime.closed).toBe(0);
  timings.reject(new Error('broken'));
  await unloaded;
  expect(runtime.closed).toBe(1);
});

test('unloads a loading model after its load, and reloads an unloading model after its unload', async () => {
  const [loading, closing] = [
    Promise.withResolvers<undefined>(),
    Promise.withResolvers<undefined>(),
  ];
  const { host, start } = hostOf({ loaded: loading.promise, close: () => closing.promise });
  const done: string[] = [];
  const steps = [
    host.load('a', urlOf('a')).then(() => done.push('loaded')),
    host.unload('a').then(() => done.push('unloaded')),
  ];
  loading.resolve(undefined);
  await steps[0];
  const again = host.load('a', urlOf('a')).then(() => done.push('loaded again'));
  await Promise.resolve();
  expect(start).toHaveBeenCalledOnce();
  closing.resolve(undefined);
  await Promise.all([...steps, again]);
  expect(done).toEqual(['loaded', 'unloaded', 'loaded again']);
});

test('lists the models page by page', async () => {
  const { host } = hostOf(
    {},
    { memory: new MemoryBudget({ limitBytes: () => 2 ** 60, usedBytes: () => 0 }) },
  );
  const count = 2 * SERVER_LIMITS.modelsPage + 1;
  const names = Array.from({ length: count }, (_, index) => `m${String(index).padStart(4, '0')}`);
  for (const name of names.toReversed()) await host.load(name, urlOf(name));
  const found: string[] = [];
  let pages = 0;
  for (let token: string | undefined = ''; token !== undefined; pages++) {
    const page = host.list(token);
    found.push(...page.models.map(({ modelName }) => modelName));
    token = page.nextPageToken;
  }
  expect([pages, found]).toEqual([3, names]);
});

test('reports a label that no model has any more', async () => {
  const { host } = hostOf();
  const forgotten: string[] = [];
  host.onForgotten = (label) => forgotten.push(label);
  await host.load('one', urlOf('same'));
  await host.load('two', urlOf('same'));
  await host.unload('one');
  expect(forgotten).toEqual([]);
  await host.unload('two');
  expect(forgotten).toEqual(['same']);
});

test('unloads all models when it is closed, and loads no more', async () => {
  const loading = Promise.withResolvers<undefined>();
  const { host, runtime } = hostOf({ loaded: loading.promise });
  const loaded = host.load('a', urlOf('a'));
  const closed = host.close();
  loading.resolve(undefined);
  await Promise.all([loaded, closed]);
  expect(runtime.closed).toBe(1);
  await expect(host.load('b', urlOf('b'))).rejects.toThrow('shutting down');
});
