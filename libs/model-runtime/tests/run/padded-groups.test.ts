import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paddedGroups } from '../../src/run/padded-groups.ts';

const lengthsOf = (groups: number[][], lengths: number[]) =>
  groups.map((group) => group.map((index) => lengths[index]));

function cost(groups: number[][], lengths: number[], overhead: number): number {
  return groups
    .map(
      (group) => Math.max(...group.map((index) => lengths[index] ?? 0)) * (overhead + group.length),
    )
    .reduce((sum, run) => sum + run, 0);
}

/** Every way to split the sorted inputs into runs. */
function* cuts(order: number[], maxBatch: number): Generator<number[][]> {
  if (order.length === 0) yield [];
  for (let size = 1; size <= Math.min(order.length, maxBatch); size++) {
    for (const rest of cuts(order.slice(size), maxBatch)) yield [order.slice(0, size), ...rest];
  }
}

test('separates short from long inputs if the overhead of a run is small', () => {
  const lengths = [5, 90, 6, 88];
  expect(lengthsOf(paddedGroups(lengths, 8, 2), lengths)).toEqual([
    [5, 6],
    [88, 90],
  ]);
});

test('runs all inputs together if the overhead of a run is large', () => {
  expect(paddedGroups([5, 90, 6], 8, 100)).toEqual([[0, 2, 1]]);
});

test('runs each input alone if a run has no overhead, or the maximum batch is 1', () => {
  expect(paddedGroups([3, 1, 2], 8, 0)).toHaveLength(3);
  expect(paddedGroups([3, 1, 2], 1, 9)).toEqual([[0], [1], [2]]);
  expect(paddedGroups([], 8, 4)).toEqual([]);
});

test('uses every input once, in runs within the maximum batch, at minimum cost', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 9 });
  fc.assert(
    fc.property(
      lengths,
      fc.integer({ min: 2, max: 6 }),
      fc.float({ min: 0, max: 20, noNaN: true }),
      (values, maxBatch, overhead) => {
        const groups = paddedGroups(values, maxBatch, overhead);
        expect(groups.flat().sort((a, b) => a - b)).toEqual(values.map((_value, index) => index));
        expect(Math.max(...groups.map((group) => group.length))).toBeLessThanOrEqual(maxBatch);
        const order = values
          .map((_value, index) => index)
          .sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
        const least = Math.min(
          ...[...cuts(order, maxBatch)].map((cut) => cost(cut, values, overhead)),
        );
        expect(cost(groups, values, overhead)).toBeCloseTo(least, 6);
      },
    ),
  );
});
