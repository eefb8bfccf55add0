import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { Caller } from '../src/pool/caller.ts';
import { openBundle } from '../src/bundle.ts';
import { startModelRuntime } from '../src/model-runtime.ts';
import { processors } from '../src/plan/processors.ts';
import { bundleFolder, manifest } from './bundle-folder.ts';
import { start } from './start-runtime.ts';

const calm = { mood: 'calm' };
const calmly = { mood: 'calm', together: 1 };

test('runs a real model with the default hooks, one worker per processor', async () => {
  const bundle = await openBundle(await bundleFolder('double'));
  const runtime = startModelRuntime(bundle, {
    threadsPerWorker: 1,
    maxBatch: 1,
    workerProgram: new URL(inject('workerProgram')),
  });
  onTestFinished(() => runtime.close());
  expect(runtime.unready()).toBe('the model is being loaded');
  await runtime.loaded;
  expect(runtime.unready()).toBeUndefined();
  expect(runtime.state()).toMatchObject({
    planSource: 'measured',
    plan: { workers: processors(), threadsPerWorker: 1 },
    healthyWorkers: processors(),
  });
  const body = new TextEncoder().encode('{"x":1.5}');
  const answer = await runtime.invoke({ body, contentType: 'application/json', accept: '*/*' });
  expect(answer.body).toBe('{"y":3}');
  expect(Object.keys(await answer.timings).sort()).toEqual([
    'batchSize',
    'formatMilliseconds',
    'parseMilliseconds',
    'predictMilliseconds',
    'queueMilliseconds',
  ]);
});

test('serves a bundle without a handler, by default with the worker of this package', async () => {
  const bundle = await openBundle(await bundleFolder(''));
  const plan = { workers: 1, threadsPerWorker: 1, maxBatch: 1 };
  const runtime = startModelRuntime(bundle, plan);
  onTestFinished(() => runtime.close());
  const body = new TextEncoder().encode('{"x":21}');
  const answer = await runtime.invoke({ body, contentType: 'application/json', accept: '*/*' });
  expect(answer.body).toBe('{"y":42}');
});

test('answers requests that arrived while the model was loading', async () => {
  const { ask } = await start('double', { workers: 1 });
  expect(await Promise.all([ask({ x: 1 }), ask({ x: 2 })])).toEqual([{ y: 2 }, { y: 4 }]);
});

test('distinguishes client errors from failures of the model', async () => {
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

test('loses only the request of a crashed worker, and replaces the worker', async () => {
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

test('survives a crash of its only worker', async () => {
  const { runtime, ask } = await start('moody', { workers: 1 });
  await runtime.loaded;
  const [crash, next] = await Promise.allSettled([ask({ mood: 'crash' }), ask(calm)]);
  expect(crash.status).toBe('rejected');
  expect(next).toEqual({ status: 'fulfilled', value: calmly });
});

test('loses only the worker whose heap is full', async () => {
  const memory = vi.spyOn(process, 'constrainedMemory').mockReturnValue(512 * 1024 ** 2);
  onTestFinished(() => memory.mockRestore());
  const { runtime, ask } = await start('moody', { workers: 2 });
  await runtime.loaded;
  const [full, next] = await Promise.allSettled([ask({ mood: 'allocate' }), ask(calm)]);
  expect(full).toMatchObject({ reason: { code: 'ERR_WORKER_OUT_OF_MEMORY' } });
  expect(next.status).toBe('fulfilled');
  await vi.waitFor(() => expect(runtime.state().healthyWorkers).toBe(2), 10_000);
});

test('survives an error that a hook throws after its answer', async () => {
  const lost = Promise.withResolvers<Error>();
  const { ask } = await start('moody', { workers: 1, onWorkerLost: lost.resolve });
  expect(await ask({ mood: 'stray' })).toEqual({ mood: 'stray', together: 1 });
  expect((await lost.promise).message).toBe('thrown too late');
  expect(await ask(calm)).toEqual(calmly);
});

test('replaces a worker that hangs, and is unready until then', async () => {
  const { runtime, ask } = await start('moody', { invocationSeconds: 0.3 });
  await runtime.loaded;
  const [hang, next] = [ask({ mood: 'hang' }), ask(calm)];
  await expect(hang).rejects.toThrow('a worker gave no answer within 0.3 s');
  expect(runtime.unready()).toMatch('no worker is alive');
  expect(await next).toEqual(calmly);
  expect(runtime.unready()).toBeUndefined();
});

test('does not treat a worker as hung while it keeps answering, however long its run', async () => {
  const { runtime, ask } = await start('moody', { invocationSeconds: 0.5 });
  await runtime.loaded;
  const wait = { mood: 'wait', milliseconds: 100 };
  const answers = await Promise.all(Array.from({ length: 4 * 2 + 1 }, () => ask(wait)));
  expect(answers).toHaveLength(9);
  expect(runtime.state().workersLost).toBe(0);
});

test('ends an idle worker, and a loading one, without terminating the thread', async () => {
  const terminate = vi.spyOn(Worker.prototype, 'terminate');
  onTestFinished(() => terminate.mockRestore());
  const [early, late] = [await start('double'), await start('double')];
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

test('runs as many invocations in parallel as it has workers', async () => {
  const { runtime, ask } = await start('moody', { workers: 2 });
  await runtime.loaded;
  const begun = performance.now();
  const wait = { mood: 'wait', milliseconds: 400 };
  await Promise.all([ask(wait), ask(wait)]);
  expect(performance.now() - begun).toBeLessThan(750);
});

test('refuses an invocation when the queue is full, and answers the others', async () => {
  const { runtime, ask } = await start('moody', { workers: 1, maxQueue: 1 });
  await runtime.loaded;
  const wait = { mood: 'wait', milliseconds: 100 };
  const results = await Promise.allSettled([ask(wait), ask(wait), ask(wait)]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(results[2]).toMatchObject({ reason: { code: 'overloaded' } });
  expect(await ask(calm)).toEqual(calmly);
});

test.each<[string, string, Record<string, string>, RegExp]>([
  ['a handler without a hook', 'no-hook', {}, /handler\.mjs exports no hook .*exports predictions/],
  [
    'a predict that is not a function',
    'no-function',
    {},
    /exports predict, which must be a function/,
  ],
  ['a handler that does not parse', 'double', { 'code/handler.mjs': '(' }, /could not be imported/],
  [
    'a broken model.onnx',
    'double',
    { 'model.onnx': 'noise' },
    /could not load its model: .*model\.onnx/,
  ],
])('reports why it cannot load %s', async (_name, handler, changes, message) => {
  const { runtime, ask } = await start(handler, { workers: 2 }, changes);
  await expect(runtime.loaded).rejects.toThrow(message);
  expect(runtime.unready()).toMatch(message);
  await expect(ask({ x: 1 })).rejects.toThrow(message);
});

test('rejects queued invocations when it is closed', async () => {
  const { runtime, ask } = await start('moody', { workers: 1, invocationSeconds: 0.3 });
  await runtime.loaded;
  const asked = Promise.allSettled([ask({ mood: 'hang' }), ask(calm)]);
  await after(50);
  await runtime.close();
  expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(runtime.unready()).toBe('the model is closed');
});

test('batches invocations that queue up while the worker is busy, and fails only the bad one', async () => {
  const { runtime, ask } = await start('moody', { maxBatch: 8 });
  await runtime.loaded;
  const first = ask({ mood: 'wait', milliseconds: 50 });
  const rest = await Promise.allSettled([
    ask(calm),
    ask({ mood: 'throw' }),
    ask({ mood: 'refuse' }),
    ask(calm),
  ]);
  await first;
  expect(rest.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'fulfilled',
  ]);
  expect(rest[1]).toMatchObject({ reason: { message: 'a secret of the handler' } });
  expect(rest[2]).toMatchObject({ reason: { code: 'model_rejected' } });
  const together = await Promise.all([ask(calm), ask(calm), ask(calm)]);
  expect(together).toContainEqual({ mood: 'calm', together: 2 });
});

test('of several invocations in a run that crashes, fails only the one that causes the crash', async () => {
  const { runtime, ask } = await start('moody', { maxBatch: 8 });
  await runtime.loaded;
  const first = ask({ mood: 'wait', milliseconds: 50 });
  const [good, bad, other] = await Promise.allSettled([
    ask(calm),
    ask({ mood: 'crash' }),
    ask(calm),
  ]);
  await first;
  expect([good.status, bad.status, other.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(runtime.state().workersLost).toBe(2);
});

test('removes a cancelled invocation from the queue, and never runs it', async () => {
  const { runtime, directory, ask } = await start('moody');
  await runtime.loaded;
  const log = join(directory, 'log');
  const first = ask({ mood: 'wait', milliseconds: 80, x: 1, log });
  const leaver = new Caller();
  const gone = ask({ mood: 'calm', x: 2, log }, leaver);
  const last = ask({ mood: 'calm', x: 3, log });
  leaver.leave();
  await expect(gone).rejects.toThrow('the caller left');
  expect(runtime.state().queuedInvocations).toBe(1);
  await Promise.all([first, last]);
  expect(await readFile(log, 'utf8')).toBe('1 of 1\n3 of 1\n');
  await expect(ask(calm, leaver)).rejects.toThrow('the caller left');
});

test('rejects an invocation that is cancelled while it runs, without waiting for its run', async () => {
  const { runtime, ask } = await start('moody');
  await runtime.loaded;
  const leaver = new Caller();
  const running = ask({ mood: 'wait', milliseconds: 100 }, leaver);
  await after(20);
  leaver.leave();
  await expect(running).rejects.toThrow('the caller left');
  expect(await ask(calm)).toEqual(calmly);
});

test('limits the queue by bytes too, and says when to try again', async () => {
  const { runtime, ask } = await start('moody', { maxQueuedBytes: 100 });
  await runtime.loaded;
  const first = ask({ mood: 'wait', milliseconds: 50 });
  const large = { mood: 'calm', filling: 'x'.repeat(50) };
  const second = ask(large);
  await expect(ask(large)).rejects.toMatchObject({ code: 'overloaded', retryAfterSeconds: 1 });
  expect(runtime.refusal(200)).toMatchObject({ code: 'overloaded' });
  expect(runtime.refusal(0)).toBeUndefined();
  await Promise.all([first, second]);
  expect(runtime.refusal(200)).toBeUndefined();
});

test('drops invocations that waited longer than the time-out', async () => {
  const { runtime, ask } = await start('moody', { invocationSeconds: 0.2 });
  await runtime.loaded;
  const hung = ask({ mood: 'hang' });
  const waiting = ask(calm);
  const outcome = Promise.allSettled([hung, waiting]);
  await after(250);
  expect(await ask(calm)).toEqual(calmly);
  expect((await outcome)[1]).toMatchObject({ reason: { code: 'overloaded' } });
});

test.each<[string, string, RegExp]>([
  ['fails', '{"mood":"throw"}', /example "One": a secret of the handler/],
  ['is refused', '{"mood":7}', /example "One": .*\/mood/],
])('is not ready when the test prediction %s', async (_name, input, message) => {
  const examples = [{ title: 'One', input: JSON.parse(input) as object }];
  const changes = { 'model.json': JSON.stringify({ ...manifest, examples }) };
  const { runtime } = await start('moody', {}, changes);
  await expect(runtime.loaded).rejects.toThrow(message);
  expect(runtime.unready()).toMatch(/^the test prediction failed: model\.json's example/);
});

test('uses no processor time while idle', async () => {
  const { runtime, ask } = await start('double', { workers: 2, threadsPerWorker: 2 });
  await runtime.loaded;
  await ask({ x: 1 });
  await after(200);
  const before = process.cpuUsage();
  await after(1000);
  const { user, system } = process.cpuUsage(before);
  // A spinning thread would use most of the second.
  expect((user + system) / 1000).toBeLessThan(200);
});
