import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openBundle } from '../../src/bundle.ts';
import { keptPlan } from '../../src/plan/kept-plan.ts';
import { bundleFolder, manifest } from '../bundle-folder.ts';

const plan = {
  workers: 2,
  threadsPerWorker: 1,
  maxBatch: 16,
  maxDelayMilliseconds: 2.5,
  runOverheadInputs: 3,
};

async function kept(changes: Record<string, string> = {}, circumstances: object = {}) {
  const directory = await bundleFolder('double', changes);
  const plans = join(directory, 'plans');
  return {
    plans,
    directory,
    kept: await keptPlan(plans, await openBundle(directory), circumstances),
  };
}

test('returns the written plan, and undefined before that', async () => {
  const { kept: one } = await kept();
  expect(await one.read()).toBeUndefined();
  await one.write(plan);
  expect(await one.read()).toEqual(plan);
});

test('returns a plan only for the same model in the same circumstances', async () => {
  const { plans, directory, kept: one } = await kept();
  await one.write(plan);
  const bundle = await openBundle(directory);
  expect(await (await keptPlan(plans, bundle, {})).read()).toEqual(plan);
  expect(await (await keptPlan(plans, bundle, { processors: 4 })).read()).toBeUndefined();
  const newer = { ...bundle, manifest: { ...manifest, version: '1.0.1' } };
  expect(await (await keptPlan(plans, newer, {})).read()).toBeUndefined();
  await writeFile(join(directory, 'code', 'handler.mjs'), '// another');
  expect(await (await keptPlan(plans, bundle, {})).read()).toBeUndefined();
});

test.each([
  '',
  '{"workers":2',
  '[]',
  'null',
  JSON.stringify({ ...plan, workers: 0 }),
  JSON.stringify({ ...plan, maxBatch: 1.5 }),
  JSON.stringify({ ...plan, maxDelayMilliseconds: -1 }),
  JSON.stringify({ ...plan, workers: 100_000 }),
  JSON.stringify({ ...plan, runOverheadInputs: -1 }),
  JSON.stringify({ ...plan, maxBatch: undefined }),
])('ignores a file with the content %j', async (content) => {
  const { plans, kept: one } = await kept();
  await one.write(plan);
  const [file = ''] = await readdir(plans);
  await writeFile(join(plans, file), content);
  expect(await one.read()).toBeUndefined();
});

test('a plan expires', async () => {
  const { plans, kept: one } = await kept();
  await one.write(plan);
  const [file = ''] = await readdir(plans);
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000);
  await utimes(join(plans, file), daysAgo(6.9), daysAgo(6.9));
  expect(await one.read()).toEqual(plan);
  await utimes(join(plans, file), daysAgo(7.1), daysAgo(7.1));
  expect(await one.read()).toBeUndefined();
});

test('reports a plan that cannot be written', async () => {
  const { plans, kept: one } = await kept();
  await writeFile(plans, 'a file where the directory should be');
  await expect(one.write(plan)).rejects.toThrow(plans);
  expect(await one.read()).toBeUndefined();
});

test('leaves exactly one complete file', async () => {
  const { plans, kept: one } = await kept();
  await one.write(plan);
  await one.write(plan);
  expect(await readdir(plans)).toEqual([expect.stringMatching(/^plan-[0-9a-f]{32}\.json$/)]);
});
