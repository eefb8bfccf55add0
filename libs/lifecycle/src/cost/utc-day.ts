const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** The UTC day of a time in epoch milliseconds, as `2026-11-24`. */
export function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** The end of the UTC day of `at`, exclusive: the next day's midnight. */
export function nextMidnight(at: number): number {
  return (Math.floor(at / DAY_MILLISECONDS) + 1) * DAY_MILLISECONDS;
}

/** Splits the time from `from` to `to` by UTC day: each day with its milliseconds, in order. */
export function splitByDay(from: number, to: number): [day: string, milliseconds: number][] {
  const parts: [string, number][] = [];
  for (let start = from; start < to;) {
    const end = Math.min(to, nextMidnight(start));
    parts.push([utcDay(start), end - start]);
    start = end;
  }
  return parts;
}
