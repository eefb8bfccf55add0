import { median } from './callers.ts';

/**
 * How much a value grows per reading: the median of the slopes between all pairs (Theil–Sen estimator), which is robust
 * against the sawtooth of a garbage collector.
 */
export function slope(readings: readonly number[]): number {
  return median(
    readings.flatMap((later, at) =>
      readings.slice(0, at).map((earlier, before) => (later - earlier) / (at - before)),
    ),
  );
}
