import { expect, test } from 'vitest';
import { calibrate, planOf, type Trial } from '../../src/plan/calibrate.ts';
import type { Layout } from '../../src/plan/layouts.ts';
import { RUNTIME_LIMITS } from '../../src/limits.ts';
import { measuredWorkers } from '../fakes.ts';

const layout = { workers: 2, threadsPerWorker: 1 };

/** Runs of two workers that take `each[batch]` milliseconds. */
const trials = (each: Record<number, number>): Trial[] =>
  Object.entries(each).map(([batch, runMilliseconds]) => ({
    ...layout,
    batch: Number(batch),
    runMilliseconds,
    spread: 1,
    inputsPerSecond: (2 * 1000 * Number(batch)) / runMilliseconds,
  }));

test('does not batch if that gains nothing', () => {
  expect(planOf(layout, trials({ 1: 3.5, 2: 6.8, 4: 14 }), {})).toEqual({
    ...layout,
    maxBatch: 1,
    maxDelayMilliseconds: 0,
    runOverheadInputs: 1,
  });
});

test('chooses the largest of the batches that are nearly as fast as the best', () => {
  const measured = trials({ 1: 5.6, 2: 7.4, 4: 11, 8: 15.5, 16: 31.5, 32: 75 });
  expect(planOf(layout, measured, {})).toMatchObject({ maxBatch: 16 });
});

test('waits for a small share of the time of a run', () => {
  const { maxDelayMilliseconds } = planOf(layout, trials({ 1: 5, 16: 20 }), {});
  expect(maxDelayMilliseconds).toBeCloseTo(20 * RUNTIME_LIMITS.delayShare);
  expect(planOf(layout, trials({ 1: 500, 16: 2000 }), {}).maxDelayMilliseconds).toBe(
    RUNTIME_LIMITS.delayMilliseconds,
  );
});

test('computes the overhead of a run', () => {
  // 4 ms overhead, 1 ms per input.
  expect(planOf(layout, trials({ 1: 5, 16: 20 }), {}).runOverheadInputs).toBeCloseTo(4);
  // A batch takes as long as a single input.
  expect(planOf(layout, trials({ 1: 5, 16: 5 }), {}).runOverheadInputs).toBe(16);
});

test('uses the settings of the manifest', () => {
  const measured = trials({ 1: 3.5, 4: 14 });
  const fixed = { maxBatch: 4, maxDelayMilliseconds: 7 };
  expect(planOf(layout, measured, fixed)).toMatchObject(fixed);
});

const pair: Layout[] = [
  { workers: 2, threadsPerWorker: 1 },
  { workers: 1, threadsPerWorker: 2 },
];

test.each([
  ['chooses another layout that is clearly faster', 1.1, 1],
  ['keeps one worker per processor if the machine was busy during the measurements', 1.5, 2],
])('%s', async (_name, spread, workers) => {
  const start = measuredWorkers((given) => ({ ms: given.workers === 1 ? 2 : 10, spread }));
  const found = await calibrate(pair, { maxBatch: 1 }, start);
  expect(found.plan).toMatchObject({ workers });
  expect(found.spread).toBe(spread);
});
