import { describe, expect, it } from 'vitest';
import { median, percentile } from '../src/statistics.ts';

describe('median', () => {
  it('is the middle of an odd number of values, in any order', () => {
    expect(median([30, 1, 200])).toBe(30);
  });

  it('is the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('sorts by number, not by text', () => {
    expect(median([9, 10, 100])).toBe(10);
  });

  it('refuses no values', () => {
    expect(() => median([])).toThrow('no values');
  });
});

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it('is a value that was found, the smallest that enough do not exceed', () => {
    expect(percentile(hundred, 50)).toBe(50);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile(hundred, 100)).toBe(100);
    expect(percentile([7], 1)).toBe(7);
  });

  it('leaves the values in their order', () => {
    const values = [3, 1, 2];
    percentile(values, 50);
    expect(values).toEqual([3, 1, 2]);
  });

  it.each([0, 101, Number.NaN])('refuses %s as a percentile', (percent) => {
    expect(() => percentile([1], percent)).toThrow('no percentile');
  });

  it('refuses no values', () => {
    expect(() => percentile([], 50)).toThrow('no values');
  });
});
