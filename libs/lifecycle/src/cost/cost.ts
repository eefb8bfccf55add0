import { COST_NOTE, hostingUsdPerHour, PRICES, type Cost } from '@pilotlight/contracts';
import type { Ledger } from './ledger.ts';
import type { EndpointSize } from '../endpoint/ports.ts';

const HOUR_MILLISECONDS = 60 * 60 * 1000;

/** Rounds to a hundredth of a cent. */
const rounded = (usd: number) => Math.round(usd * 10_000) / 10_000;

const seconds = (milliseconds: number) => Math.round(milliseconds / 1000);

/** The cost so far, in USD; undefined when one of the used instance types has no price. */
function spentUsd({ instanceMilliseconds }: Ledger): number | undefined {
  let usd = 0;
  for (const [type, milliseconds] of Object.entries(instanceMilliseconds)) {
    const price = hostingUsdPerHour(type);
    if (price === undefined) return undefined;
    usd += (price * milliseconds) / HOUR_MILLISECONDS;
  }
  return rounded(usd);
}

/**
 * What an endpoint has cost, by its ledger, and what it saved by sleeping: the hours without an endpoint, at the price of
 * the deployed instance type. `alwaysOnUsd` is the sum of both. Amounts that need an unknown price are left out.
 */
export function costOf(ledger: Ledger, size: EndpointSize, now: number): Omit<Cost, 'today'> {
  const { since, awakeMilliseconds } = ledger;
  const { instanceType, instanceCount } = size;
  const price = hostingUsdPerHour(instanceType);
  const asleepHours = Math.max(0, now - since - awakeMilliseconds) / HOUR_MILLISECONDS;
  const costUsd = spentUsd(ledger);
  const savedUsd = price === undefined ? undefined : rounded(price * instanceCount * asleepHours);
  return {
    since: new Date(since).toISOString(),
    awakeSeconds: seconds(awakeMilliseconds),
    instanceType,
    instances: instanceCount,
    ...(price === undefined ? {} : { pricePerHourUsd: price }),
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(savedUsd === undefined ? {} : { savedUsd }),
    ...(costUsd === undefined || savedUsd === undefined
      ? {}
      : { alwaysOnUsd: rounded(costUsd + savedUsd) }),
    pricesAsOf: PRICES.asOf,
    note: COST_NOTE,
  };
}

/** The total awake time of all these ledgers in one UTC day, in seconds. */
export function awakeSecondsOn(ledgers: Iterable<Ledger>, day: string): number {
  let milliseconds = 0;
  for (const { days } of ledgers) milliseconds += days[day] ?? 0;
  return seconds(milliseconds);
}
