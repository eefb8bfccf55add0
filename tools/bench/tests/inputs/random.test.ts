import { describe, expect, it } from 'vitest';
import { Random } from '../../src/inputs/random.ts';

describe('Random', () => {
  it('depends only on its seed', () => {
    const some = (seed: number) => {
      const random = new Random(seed);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(some(1)).toEqual(some(1));
    expect(some(1)).not.toEqual(some(2));
  });

  it('returns every integer of a range, including its ends', () => {
    const random = new Random(3);
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(-1, 2)));
    expect([...seen].sort((one, other) => one - other)).toEqual([-1, 0, 1, 2]);
  });

  it('returns numbers around a mean, clamped to a range', () => {
    const random = new Random(4);
    const values = Array.from({ length: 2000 }, () => random.normal(14, 6, 4, 30));
    expect(values.every((value) => Number.isInteger(value) && value >= 4 && value <= 30)).toBe(
      true,
    );
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    expect(Math.abs(mean - 14)).toBeLessThan(0.6);
  });
});
