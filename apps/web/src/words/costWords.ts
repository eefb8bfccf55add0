import type { ModelDetail } from '@pilotlight/contracts';
import { roughly } from './duration.ts';

type Cost = NonNullable<ModelDetail['cost']>;

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

const time = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** An amount as one says it; never nothing where there is something. */
export function money(usd: number): string {
  return usd > 0 && usd < 0.01 ? 'under $0.01' : dollars.format(usd);
}

/** From an hour and a half on in hours, to a tenth. */
export function hours(seconds: number): string {
  if (seconds < 5400) return roughly(seconds);
  const tenths = Math.round(seconds / 360) / 10;
  return `${tenths.toLocaleString('en')} hours`;
}

/** When what sleeps can be woken again. The times of a day are UTC's, as the ceiling's day is. */
export const reset = ({ today }: Cost) => `${time.format(new Date(today.resetsAt))} UTC`;

/** Whether nothing that sleeps is woken any more today. */
export function usedUp({ today }: Cost): boolean {
  return today.ceilingSeconds !== undefined && today.awakeSeconds >= today.ceilingSeconds;
}

/** What the endpoint has cost since when, and what sleeping saved; in hours where there is no price. */
export function costWords(cost: Cost): string {
  const since = `since ${day.format(new Date(cost.since))}`;
  const spent =
    cost.costUsd === undefined
      ? `Awake for ${hours(cost.awakeSeconds)} ${since}`
      : `Cost ${money(cost.costUsd)} ${since}`;
  return cost.savedUsd === undefined
    ? `${spent}.`
    : `${spent}; sleeping saved ${money(cost.savedUsd)}.`;
}

/** Today's use against the ceiling; undefined without one. */
export function ceilingWords(cost: Cost): string | undefined {
  const { awakeSeconds, ceilingSeconds } = cost.today;
  if (ceilingSeconds === undefined) return undefined;
  return usedUp(cost)
    ? `Awake today: all of ${hours(ceilingSeconds)}; more from ${reset(cost)} on.`
    : `Awake today: ${hours(awakeSeconds)} of ${hours(ceilingSeconds)}.`;
}

/** The same for who wants to know exactly: what of, at which prices, and always on beside it. */
export function costDetails(cost: Cost): string {
  const { awakeSeconds, instances, instanceType, pricePerHourUsd, alwaysOnUsd } = cost;
  const count = instances === 1 ? '' : `${instances} × `;
  const price =
    pricePerHourUsd === undefined
      ? `${count}${instanceType}, whose price is not known here`
      : `${count}${instanceType} at $${pricePerHourUsd} an hour`;
  const always =
    alwaysOnUsd === undefined ? '' : ` Always on it would have been ${money(alwaysOnUsd)}.`;
  return `Awake for ${hours(awakeSeconds)}, on ${price}.${always} ${cost.note}, as of ${cost.pricesAsOf}.`;
}
