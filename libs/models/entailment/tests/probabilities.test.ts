import { expect, it } from 'vitest';
import { probabilities } from '../src/probabilities.ts';

it('keeps the order of the scores and sums to 1', () => {
  const [low = 0, high = 0, middle = 0] = probabilities([-1, 3, 0.5]);
  expect(low).toBeLessThan(middle);
  expect(middle).toBeLessThan(high);
  expect(low + middle + high).toBeCloseTo(1, 12);
});

it('handles scores whose exponentials would overflow', () => {
  expect(probabilities([1000, 1000])).toEqual([0.5, 0.5]);
});
