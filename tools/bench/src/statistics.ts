/**
 * The median of `values`; for an even number of them, the mean of the two in the middle. @throws RangeError for none
 */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the median of no values');
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/**
 * The nearest-rank percentile: the smallest of `values` that at least `percent` percent of them do not exceed.
 * @throws RangeError for no values, or a percent outside (0, 100]
 */
export function percentile(values: ArrayLike<number>, percent: number): number {
  if (values.length === 0) throw new RangeError('a percentile of no values');
  if (!(percent > 0 && percent <= 100))
    throw new RangeError(`the percentile is ${percent}, must be above 0 and at most 100`);
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] as number;
}
