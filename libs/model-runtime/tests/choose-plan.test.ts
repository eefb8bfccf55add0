import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ChosenPlan } from '../src/choose-plan.ts';
import { openBundle } from '../src/bundle.ts';
import { type ModelRuntimeOptions, startModelRuntime } from '../src/model-runtime.ts';
import { bundleFolder, manifest } from './bundle-folder.ts';

async function chosenBy(
  options: ModelRuntimeOptions & { directory?: string },
  serving?: object,
): Promise<Omit<ChosenPlan, 'workers'>> {
  const changes = serving ? { 'model.json': JSON.stringify({ ...manifest, serving }) } : {};
  const directory = options.directory ?? (await bundleFolder('double', changes));
  const { promise, resolve } = Promise.withResolvers<Omit<ChosenPlan, 'workers'>>();
  const runtime = startModelRuntime(await openBundle(directory), { ...options, onPlan: resolve });
  onTestFinished(() => runtime.close());
  await runtime.loaded;
  return promise;
}

test('measures the batches of every layout, and keeps the plan for the next start', async () => {
  const directory = await bundleFolder('double');
  const planDirectory = join(directory, 'plans');
  const first = await chosenBy({ directory, planDirectory });
  expect(first.source).toBe('measured');
  expect(first.trials.map(({ batch }) => batch)).toContain(2);
  expect(first.trials.every(({ inputsPerSecond }) => inputsPerSecond > 0)).toBe(true);
  const second = await chosenBy({ directory, planDirectory });
  expect(second).toMatchObject({ source: 'kept', plan: first.plan, trials: [] });
  expect(await readdir(planDirectory)).toHaveLength(1);
});

test('serves although the plan cannot be kept, and says why', async () => {
  const directory = await bundleFolder('double');
  const planDirectory = join(directory, 'plans');
  await writeFile(planDirectory, '');
  const { source, notKept } = await chosenBy({ directory, planDirectory });
  expect(source).toBe('measured');
  expect(notKept?.message).toContain(planDirectory);
});

test('does as the manifest says, and as its caller says before that', async () => {
  const serving = { workers: 1, threadsPerWorker: 1, maxBatch: 3, maxDelayMilliseconds: 2 };
  const { plan, source } = await chosenBy({ maxBatch: 5 }, serving);
  expect(source).toBe('manifest');
  expect(plan).toMatchObject({ ...serving, maxBatch: 5 });
});

test('measures what the manifest leaves open', async () => {
  const { plan, source, trials } = await chosenBy({}, { workers: 1, maxBatch: 4 });
  expect(source).toBe('measured');
  expect(plan).toMatchObject({ workers: 1, maxBatch: 4 });
  expect(trials.map(({ batch }) => batch)).toEqual([1, 4]);
});
