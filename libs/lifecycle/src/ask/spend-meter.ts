import { AUTO, type MinuteSpend, type Spend } from '@pilotlight/contracts';
import type { SpendStore } from '../cost/ports.ts';
import type { Clock, Log } from '../endpoint/ports.ts';

/** Counts what requests cost in a function, in memory, and writes the sum at most once an interval, unless it is tiny. */
export interface SpendMeter {
  add(endpoint: string, usd: number): void;
  /**
   * Writes the sum when it is due.
   * @returns the spends of the last `AUTO.putOutMinutes`, of all instances; undefined when it was not due, or failed
   */
  report(endpoint: string): Promise<readonly MinuteSpend[] | undefined>;
}

export interface SpendMeterOptions {
  readonly store: SpendStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly intervalSeconds: number;
  /** A smaller sum is not written. Default: `AUTO.leastReportUsd`. */
  readonly leastUsd?: number;
}

/** An instance that ends before its next report loses its sum: the spend is then counted too low. */
export function createSpendMeter({
  store,
  clock,
  log,
  intervalSeconds,
  leastUsd = AUTO.leastReportUsd,
}: SpendMeterOptions): SpendMeter {
  const sums = new Map<string, Spend & { readonly since: number }>();

  return {
    add(endpoint, usd) {
      const { requests, usd: before, since } = sums.get(endpoint) ?? NOTHING(clock.now());
      sums.set(endpoint, { requests: requests + 1, usd: before + usd, since });
    },

    async report(endpoint) {
      const now = clock.now();
      const sum = sums.get(endpoint);
      if (!sum || sum.usd < leastUsd) return undefined;
      if (now - sum.since < intervalSeconds * 1000) return undefined;
      // Before the write, so that simultaneous requests of one instance report once.
      sums.delete(endpoint);
      try {
        await store.addSpend(endpoint, { requests: sum.requests, usd: sum.usd }, now);
        return await store.readSpends(endpoint, now - AUTO.putOutMinutes * 60_000);
      } catch (error) {
        log('warn', 'spend_not_reported', { endpoint, cause: String(error) });
        return undefined;
      }
    },
  };
}

const NOTHING = (since: number) => ({ requests: 0, usd: 0, since });
