import { median } from './callers.ts';

/**
 * How much a value grows from one reading to the next: the median of the slopes between all pairs (Theil and Sen's), on
 * which the saw teeth of a garbage collector have little hold.
 */
export function slope(readings: readonly number[]): number {
  return median(
    readings.flatMap((later, at) =>
      readings.slice(0, at).map((earlier, before) => (later - earlier) / (at - before)),
    ),
  );
}
