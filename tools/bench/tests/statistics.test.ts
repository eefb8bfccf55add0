import { describe, expect, it } from 'vitest';
import { median, percentile } from '../src/statistics.ts';

describe('median', () => {
  it('is the middle value of an odd number, in any order', () => {
    expect(median([30, 1, 200])).toBe(30);
  });

  it('is the mean of the two middle values of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('sorts numerically, not as strings', () => {
    expect(median([9, 10, 100])).toBe(10);
  });

  it('refuses no values', () => {
    expect(() => median([])).toThrow('no values');
  });
});

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it('is one of the values: the smallest that enough of them do not exceed', () => {
    expect(percentile(hundred, 50)).toBe(50);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile(hundred, 100)).toBe(100);
    expect(percentile([7], 1)).toBe(7);
  });

  it('does not sort the given values', () => {
    const values = [3, 1, 2];
    percentile(values, 50);
    expect(values).toEqual([3, 1, 2]);
  });

  it.each([0, 101, Number.NaN])('refuses %s as a percentile', (percent) => {
    expect(() => percentile([1], percent)).toThrow('must be above 0');
  });

  it('refuses no values', () => {
    expect(() => percentile([], 50)).toThrow('no values');
  });
});
