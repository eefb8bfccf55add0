import { expect, test } from 'vitest';
import type { LoadedHandler } from '../../src/handler/load-handler.ts';
import { measureExample, spreadOf } from '../../src/plan/measure-example.ts';
import { manifest } from '../bundle-folder.ts';

test('compares only the fastest run of each third', () => {
  expect(spreadOf([4, 9, 30, 4.2, 8, 4.1, 25, 7, 6])).toBeCloseTo(6 / 4);
  expect(spreadOf([4, 9, 30, 8, 4.2, 8, 25, 4.1, 6])).toBeCloseTo(4.2 / 4);
});

test('compares two runs with each other; a single run has a spread of 1', () => {
  expect(spreadOf([100, 130])).toBeCloseTo(1.3);
  expect(spreadOf([100])).toBe(1);
});

test('ignores differences between very short runs', () => {
  expect(spreadOf([0.09, 0.01, 0.02])).toBe(1);
});

/** A handler whose runs take at least 20 ms, and what is measured of it. */
async function measured(waited: () => number): Promise<number> {
  const handler: LoadedHandler = {
    manifest,
    model: undefined,
    streams: false,
    parseInput: (body) => [body],
    async predict(batch) {
      const until = performance.now() + 20;
      while (performance.now() < until);
      return [...batch];
    },
    formatOutput: () => ({ body: '', contentType: 'text/plain' }),
  };
  const found = await measureExample(handler, 1, 100, waited);
  if (found.kind !== 'measured') throw new Error(JSON.stringify(found));
  return found.measurement.runMilliseconds;
}

test('does not count the time that a run waited for a processor', async () => {
  const found = await measured(() => 0.9 * performance.now());
  expect(found).toBeGreaterThanOrEqual(2);
  expect(found).toBeLessThan(20);
});

test('counts the whole run if there was no wait', async () => {
  expect(await measured(() => 0)).toBeGreaterThanOrEqual(20);
});
