import { LIMITS } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import { pauseMilliseconds } from '../../src/queue/pause.ts';

const { first, most } = LIMITS.replayPauseSeconds;

it.each([0, 1, 2, 3, 4, 1000])(
  'after %i pauses is between half and all of the back-off',
  (pauses) => {
    const whole = Math.min(most, first * 2 ** pauses) * 1000;
    expect(pauseMilliseconds(pauses, 0)).toBe(whole / 2);
    expect(pauseMilliseconds(pauses, 0.5)).toBe(whole * 0.75);
    expect(pauseMilliseconds(pauses, 0.999)).toBeLessThanOrEqual(whole);
    expect(pauseMilliseconds(pauses, 0.999)).toBeGreaterThan(whole * 0.99);
  },
);

it.each([
  ['longer than the back-off', 20, 20],
  ['shorter than the back-off', 1, first * 0.75],
  ['longer than the maximum', 24 * 3600, most],
])("takes account of the container's Retry-After when it is %s", (_, wish, seconds) => {
  expect(pauseMilliseconds(0, 0.5, wish)).toBe(seconds * 1000);
});
