import { LIMITS } from '@pilotlight/contracts';

/**
 * Back-off of a prediction after a transient failure: it doubles each time, up to `most`. Half of it is fixed, to
 * relieve a busy model; the other half is random (jitter), so that predictions that failed together are not retried
 * together.
 * @param pauses how many it has had before
 * @param random in [0, 1)
 * @param wishSeconds the container's Retry-After, honoured up to the same limit
 * @returns milliseconds
 */
export function pauseMilliseconds(pauses: number, random: number, wishSeconds = 0): number {
  const { first, most } = LIMITS.replayPauseSeconds;
  const whole = Math.min(most, first * 2 ** pauses);
  const seconds = Math.max((whole / 2) * (1 + random), Math.min(most, wishSeconds));
  return Math.round(seconds * 1000);
}
