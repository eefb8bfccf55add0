import { expect, test } from 'vitest';
import { running } from '../../src/index.ts';

const traffic = (requestsPerDay: number, hoursPerDay: number) => ({
  requestsPerDay,
  hoursPerDay,
  secondsPerRequest: 0.05,
});

test('without requests nothing runs', () => {
  expect(running(traffic(0, 8), 1)).toEqual({ hours: 0, starts: 0 });
});

test('one request keeps it running once, for the kept time', () => {
  // A tenth of a request a day: two in one day are rare.
  const { hours, starts } = running(traffic(0.1, 8), 2);
  expect(starts).toBeCloseTo(0.1, 2);
  expect(hours).toBeCloseTo(0.2, 2);
});

test('many requests keep it running during the hours with traffic, and once more after them', () => {
  const { hours, starts } = running(traffic(10_000, 8), 1);
  expect(starts).toBeCloseTo(1, 1);
  expect(hours).toBeCloseTo(9, 1);
});

test('requests all day keep it running all day', () => {
  const { hours, starts } = running(traffic(10_000, 24), 1);
  expect(hours).toBeCloseTo(24);
  expect(starts).toBeCloseTo(0);
});

test('follows the formula of a Poisson process where the traffic never changes', () => {
  const perHour = 2;
  const kept = 0.5;
  const { hours, starts } = running(traffic(perHour * 24, 24), kept);
  expect(hours).toBeCloseTo(24 * (1 - Math.exp(-perHour * kept)), 6);
  expect(starts).toBeCloseTo(24 * perHour * Math.exp(-perHour * kept), 6);
});

test('what is kept for days bridges the nights', () => {
  expect(running(traffic(24, 8), 7 * 24).hours).toBeCloseTo(24);
});
