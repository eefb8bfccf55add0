const MINUTE_MILLISECONDS = 60_000;

/** CloudWatch keeps SageMaker's per-minute metrics this long. */
const KEPT_MINUTES = 15 * 24 * 60;

/** The `Invocations` metric of every endpoint and variant, by the minute. */
export class InvocationCounts {
  readonly #counts = new Map<string, Map<number, number>>();

  add(endpoint: string, variant: string): void {
    const key = `${endpoint}/${variant}`;
    const minutes = this.#counts.get(key) ?? new Map<number, number>();
    this.#counts.set(key, minutes);
    const minute = Math.floor(Date.now() / MINUTE_MILLISECONDS);
    minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
    for (const old of minutes.keys()) {
      if (old >= minute - KEPT_MINUTES) break;
      minutes.delete(old);
    }
  }

  /** @returns the minutes with invocations that begin within `[start, end)` (epoch milliseconds), newest first */
  between(
    endpoint: string,
    variant: string,
    start: number,
    end: number,
  ): { readonly at: number; readonly count: number }[] {
    return [...(this.#counts.get(`${endpoint}/${variant}`) ?? [])]
      .map(([minute, count]) => ({ at: minute * MINUTE_MILLISECONDS, count }))
      .filter(({ at }) => at >= start && at < end)
      .reverse();
  }
}
