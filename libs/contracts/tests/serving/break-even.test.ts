import { expect, test } from 'vitest';
import { breakEvenPerHour, functionUsd } from '../../src/index.ts';

const lambda = { memoryMegabytes: 1769 };
const endpoint = (instanceCount: number) => ({ instanceType: 'ml.t2.medium', instanceCount });

test('at the break-even, both cost the same', () => {
  const perHour = breakEvenPerHour(endpoint(1), lambda, 0.05) ?? NaN;
  expect(perHour * functionUsd(lambda, 0.05)).toBeCloseTo(0.056);
  expect(perHour).toBeGreaterThan(30_000);
  expect(perHour).toBeLessThan(40_000);
});

test('it is later for more instances, and earlier for slower requests', () => {
  const once = breakEvenPerHour(endpoint(1), lambda, 0.05) ?? NaN;
  expect(breakEvenPerHour(endpoint(3), lambda, 0.05)).toBeCloseTo(3 * once);
  expect(breakEvenPerHour(endpoint(1), lambda, 0.5)).toBeLessThan(once / 5);
});

test('there is none with an instance whose price is unknown', () => {
  const unpriced = { instanceType: 'ml.m99.huge', instanceCount: 1 };
  expect(breakEvenPerHour(unpriced, lambda, 0.05)).toBeUndefined();
});
