import { LIMITS } from '@pilotlight/contracts';

/**
 * How long a prediction is left alone after a try that failed in passing: twice as long as the last time, up to a bound.
 * Half of it is certain, so that a busy model has its rest; chance decides over the other half, so that what failed at
 * one moment does not come back at one moment.
 * @param pauses how many it has had before
 * @param random from 0 up to 1
 * @param wishSeconds what the container asked for, granted up to the same bound
 * @returns milliseconds
 */
export function pauseMilliseconds(pauses: number, random: number, wishSeconds = 0): number {
  const { first, most } = LIMITS.replayPauseSeconds;
  const whole = Math.min(most, first * 2 ** pauses);
  const seconds = Math.max((whole / 2) * (1 + random), Math.min(most, wishSeconds));
  return Math.round(seconds * 1000);
}
