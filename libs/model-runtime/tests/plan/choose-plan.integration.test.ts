import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { type ChosenPlan, choosePlan } from '../../src/plan/choose-plan.ts';
import { openBundle } from '../../src/bundle.ts';
import { type ModelRuntimeOptions, startModelRuntime } from '../../src/model-runtime.ts';
import { bundleFolder, manifest } from '../bundle-folder.ts';
import { measuredWorkers } from '../fakes.ts';

async function chosenBy(
  options: ModelRuntimeOptions & { directory?: string },
  tuning?: object,
): Promise<Omit<ChosenPlan, 'workers'>> {
  const changes = tuning ? { 'model.json': JSON.stringify({ ...manifest, tuning }) } : {};
  const directory = options.directory ?? (await bundleFolder('double', changes));
  const { promise, resolve } = Promise.withResolvers<Omit<ChosenPlan, 'workers'>>();
  const runtime = startModelRuntime(await openBundle(directory), {
    workerProgram: new URL(inject('workerProgram')),
    ...options,
    onPlan: resolve,
  });
  onTestFinished(() => runtime.close());
  await runtime.loaded;
  return promise;
}

test('measures the batches of every layout', async () => {
  const { source, trials } = await chosenBy({});
  expect(source).toBe('measured');
  expect(trials.map(({ batch }) => batch)).toContain(1);
  expect(trials.every(({ inputsPerSecond }) => inputsPerSecond > 0)).toBe(true);
});

/** Two starts of one bundle; at the first, `spread` is the spread of its single runs. */
async function twice(spread: number) {
  const directory = await bundleFolder('double');
  const bundle = await openBundle(directory);
  const plans = join(directory, 'plans');
  const start = (apart: number) =>
    choosePlan(
      bundle,
      {},
      plans,
      measuredWorkers((_layout, batch) => ({ ms: batch, spread: apart })),
    );
  return { first: await start(spread), second: await start(1), files: await readdir(plans) };
}

test('stores the plan for the next start', async () => {
  const { first, second, files } = await twice(1);
  expect(first.notKept).toBeUndefined();
  expect(second).toMatchObject({ source: 'kept', plan: first.plan, trials: [] });
  expect(files).toHaveLength(1);
});

test('measures again at the next start if the machine was busy during the measurements', async () => {
  const { first, second } = await twice(1.5);
  expect(first.notKept?.message).toMatch(/a factor of 1\.50: .* busy/);
  expect(second).toMatchObject({ source: 'measured' });
});

test('serves even if the plan cannot be stored, and says why', async () => {
  const directory = await bundleFolder('double');
  const planDirectory = join(directory, 'plans');
  await writeFile(planDirectory, '');
  const start = measuredWorkers(() => ({ ms: 1, spread: 1 }));
  const { source, notKept } = await choosePlan(
    await openBundle(directory),
    {},
    planDirectory,
    start,
  );
  expect(source).toBe('measured');
  expect(notKept?.message).toContain(planDirectory);
});

test('uses the settings of the manifest, overridden by those of the caller', async () => {
  const tuning = { workers: 1, threadsPerWorker: 1, maxBatch: 3, maxDelayMilliseconds: 2 };
  const { plan, source } = await chosenBy({ maxBatch: 5 }, tuning);
  expect(source).toBe('manifest');
  expect(plan).toMatchObject({ ...tuning, maxBatch: 5 });
});

test('measures the settings that the manifest leaves out', async () => {
  const { plan, source, trials } = await chosenBy({}, { workers: 1, maxBatch: 4 });
  expect(source).toBe('measured');
  expect(plan).toMatchObject({ workers: 1, maxBatch: 4 });
  expect(trials.map(({ batch }) => batch)).toEqual([1, 4]);
});
