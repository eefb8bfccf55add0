import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SERVER_LIMITS } from '../../src/limits.ts';
import { ValueCounter } from '../../src/metrics/value-counts.ts';

function countsOf(values: readonly number[]) {
  const counter = new ValueCounter();
  for (const value of values) counter.add(value);
  return counter.counts;
}

test('is undefined without values', () => {
  expect(countsOf([])).toBeUndefined();
});

test('keeps a single value exactly', () => {
  expect(countsOf([12.345, 12.345])).toEqual({
    Values: [12.345],
    Counts: [2],
    Min: 12.345,
    Max: 12.345,
    Sum: 24.69,
    Count: 2,
  });
});

test('never exceeds the number of values that CloudWatch accepts', () => {
  const everything = Array.from({ length: 40_000 }, (_, index) => 1.0005 ** index * 0.01);
  const counts = countsOf([0, ...everything]);
  expect(counts?.Values.length).toBeGreaterThan(80);
  expect(counts?.Values.length).toBeLessThanOrEqual(SERVER_LIMITS.embeddedMetricValues);
});

test('is exact in sum, count, minimum and maximum, and approximate in each value', () => {
  const value = fc.oneof(
    fc.double({ min: 0, max: 3_600_000, noNaN: true }),
    fc.integer({ min: 0, max: 50 }),
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), (values) => {
      const counts = countsOf(values);
      if (!counts) throw new Error('there are values');
      const sorted = [...values].sort((one, other) => one - other);
      expect(counts.Count).toBe(values.length);
      expect(counts.Min).toBeCloseTo(sorted[0] ?? NaN, 2);
      expect(counts.Max).toBeCloseTo(sorted.at(-1) ?? NaN, 2);
      expect(counts.Sum).toBeCloseTo(
        values.reduce((sum, one) => sum + one, 0),
        2,
      );
      const spread = counts.Values.flatMap((one, index) =>
        Array<number>(counts.Counts[index] ?? 0).fill(one),
      );
      expect(spread).toHaveLength(values.length);
      sorted.forEach((one, index) => {
        expect(Math.abs((spread[index] ?? NaN) - one)).toBeLessThanOrEqual(0.1 + one * 0.1);
      });
    }),
  );
});
