import { expect, test } from 'vitest';
import { Throttle } from '../../../src/services/apigateway/throttle.ts';

const admitted = (throttle: Throttle, requests: number, now: number) =>
  Array.from({ length: requests }, () => throttle.admits(now)).filter(Boolean).length;

test('allows a burst at once, and the rate from then on', () => {
  const throttle = new Throttle({ ratePerSecond: 2, burst: 5 }, 0);
  expect(admitted(throttle, 10, 0)).toBe(5);
  expect(admitted(throttle, 10, 1000)).toBe(2);
  expect(admitted(throttle, 10, 1400)).toBe(0);
  expect(admitted(throttle, 10, 1500)).toBe(1);
});

test('never holds more tokens than the burst', () => {
  const throttle = new Throttle({ ratePerSecond: 2, burst: 5 }, 0);
  expect(admitted(throttle, 10, 60_000)).toBe(5);
});

test('allows nothing at a limit of 0', () => {
  expect(admitted(new Throttle({ ratePerSecond: 0, burst: 0 }, 0), 3, 60_000)).toBe(0);
});
