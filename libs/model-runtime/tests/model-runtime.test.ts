import { availableParallelism } from 'node:os';
import { setTimeout as after } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openBundle } from '../src/bundle.ts';
import { type ModelRuntimeOptions, startModelRuntime } from '../src/model-runtime.ts';
import { bundleFolder } from './bundle-folder.ts';

async function start(
  handler: string,
  options: ModelRuntimeOptions = {},
  changes: Record<string, string> = {},
) {
  const bundle = await openBundle(await bundleFolder(handler, changes));
  const runtime = startModelRuntime(bundle, options);
  onTestFinished(() => runtime.close());
  const ask = async (input: object): Promise<unknown> => {
    const body = new TextEncoder().encode(JSON.stringify(input));
    const output = await runtime.invoke({ body, contentType: 'application/json', accept: '*/*' });
    return JSON.parse(String(output.body));
  };
  return { runtime, ask };
}

const calm = { mood: 'calm' };

test('runs a real model with the default hooks, a worker for each processor', async () => {
  const { runtime, ask } = await start('double');
  expect(runtime.unready()).toBe(`0 of ${availableParallelism()} workers have loaded the model`);
  await runtime.loaded;
  expect(runtime.unready()).toBeUndefined();
  expect(await ask({ x: 1.5 })).toEqual({ y: 3 });
});

test('answers what came while the model was loading', async () => {
  const { ask } = await start('double', { workers: 1 });
  expect(await Promise.all([ask({ x: 1 }), ask({ x: 2 })])).toEqual([{ y: 2 }, { y: 4 }]);
});

test("tells the client's errors from the model's", async () => {
  const { ask } = await start('moody', { workers: 1 });
  await expect(ask({ mood: 'refuse' })).rejects.toMatchObject({
    code: 'model_rejected',
    message: 'the mood is refused',
  });
  await expect(ask({ mood: 7 })).rejects.toMatchObject({
    code: 'input_invalid',
    errors: [{ pointer: '/mood' }],
  });
  const failed = await ask({ mood: 'throw' }).catch((error: unknown) => error);
  expect(failed).toMatchObject({ name: 'Error', message: 'a secret of the handler' });
  expect((failed as Error).stack).toContain('handler.mjs');
});

test('loses one request with a crashed worker, and replaces it', async () => {
  const onWorkerLost = vi.fn();
  const { runtime, ask } = await start('moody', { workers: 2, onWorkerLost });
  await runtime.loaded;
  const crash = expect(ask({ mood: 'crash' })).rejects.toThrow('exit code 3');
  const others = await Promise.all(Array.from({ length: 20 }, () => ask(calm)));
  await crash;
  expect(others).toHaveLength(20);
  expect(runtime.unready()).toBeUndefined();
  expect(onWorkerLost).toHaveBeenCalledOnce();
});

test('outlives the crash of its only worker', async () => {
  const { runtime, ask } = await start('moody', { workers: 1 });
  await runtime.loaded;
  const [crash, next] = await Promise.allSettled([ask({ mood: 'crash' }), ask(calm)]);
  expect(crash.status).toBe('rejected');
  expect(next).toEqual({ status: 'fulfilled', value: calm });
});

test('outlives an error that a hook throws after its answer', async () => {
  const lost = Promise.withResolvers<Error>();
  const { ask } = await start('moody', { workers: 1, onWorkerLost: lost.resolve });
  expect(await ask({ mood: 'stray' })).toEqual({ mood: 'stray' });
  expect((await lost.promise).message).toBe('thrown too late');
  expect(await ask(calm)).toEqual(calm);
});

test('replaces a worker that does not come to an end', async () => {
  const { ask } = await start('moody', { workers: 1, invocationSeconds: 0.3 });
  const [hang, next] = await Promise.allSettled([ask({ mood: 'hang' }), ask(calm)]);
  expect(hang).toMatchObject({ reason: { message: 'a worker gave no answer within 0.3 s' } });
  expect(next.status).toBe('fulfilled');
});

test('is unready while its only worker hangs', async () => {
  const { runtime, ask } = await start('moody', { workers: 1, invocationSeconds: 0.3 });
  await runtime.loaded;
  await expect(ask({ mood: 'hang' })).rejects.toThrow('no answer');
  expect(runtime.unready()).toBe('0 of 1 workers have loaded the model');
  await ask(calm);
  expect(runtime.unready()).toBeUndefined();
});

test('ends an idle worker, and one that still loads, without force', async () => {
  const terminate = vi.spyOn(Worker.prototype, 'terminate');
  onTestFinished(() => terminate.mockRestore());
  const [early, late] = [await start('double', { workers: 2 }), await start('double')];
  await late.runtime.loaded;
  await Promise.all([early.runtime.close(), late.runtime.close()]);
  expect(terminate).not.toHaveBeenCalled();
});

test("keeps the caller's event loop free while every worker is blocked", async () => {
  const { runtime, ask } = await start('moody', { workers: 1 });
  await runtime.loaded;
  let answered = false;
  const asked = ask({ mood: 'block', milliseconds: 500 }).then(() => (answered = true));
  let turns = 0;
  for (; !answered && turns < 1000; turns++) await after(5);
  await asked;
  expect(turns).toBeGreaterThan(20);
});

test('runs as many at once as it has workers', async () => {
  const { runtime, ask } = await start('moody', { workers: 2 });
  await runtime.loaded;
  const begun = performance.now();
  const wait = { mood: 'wait', milliseconds: 400 };
  await Promise.all([ask(wait), ask(wait)]);
  expect(performance.now() - begun).toBeLessThan(750);
});

test('refuses what would wait behind a full queue, and answers the rest', async () => {
  const { runtime, ask } = await start('moody', { workers: 1, maxQueue: 1 });
  await runtime.loaded;
  const wait = { mood: 'wait', milliseconds: 100 };
  const results = await Promise.allSettled([ask(wait), ask(wait), ask(wait)]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(results[2]).toMatchObject({ reason: { code: 'overloaded' } });
  expect(await ask(calm)).toEqual(calm);
});

test.each<[string, string, Record<string, string>, RegExp]>([
  [
    'a handler without predict',
    'no-predict',
    {},
    /handler\.mjs exports no predict\(batch, model\)/,
  ],
  ['a predict that is no function', 'no-function', {}, /exports predict, but as no function/],
  ['a handler that does not parse', 'double', { 'code/handler.mjs': '(' }, /could not be imported/],
  [
    'a broken model.onnx',
    'double',
    { 'model.onnx': 'noise' },
    /could not load its model: .*model\.onnx/,
  ],
])('says why it cannot load %s', async (_name, handler, changes, message) => {
  const { runtime, ask } = await start(handler, { workers: 2 }, changes);
  await expect(runtime.loaded).rejects.toThrow(message);
  expect(runtime.unready()).toMatch(message);
  await expect(ask({ x: 1 })).rejects.toThrow(message);
});

test('fails what is waiting when it is closed', async () => {
  const { runtime, ask } = await start('moody', { workers: 1, invocationSeconds: 0.3 });
  await runtime.loaded;
  const asked = Promise.allSettled([ask({ mood: 'hang' }), ask(calm)]);
  await after(50);
  await runtime.close();
  expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(runtime.unready()).toBe('the pool is closed');
});
