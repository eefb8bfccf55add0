import type { ModelDetail } from '@pilotlight/contracts';
import { roughly } from './duration.ts';

type Cost = NonNullable<ModelDetail['cost']>;
type AnswerCost = NonNullable<ModelDetail['answerCost']>;

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

const time = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** An amount for display; one below a cent is not shown as $0.00. */
export function money(usd: number): string {
  return usd > 0 && usd < 0.01 ? 'under $0.01' : dollars.format(usd);
}

/** From 1.5 hours on in hours, to one decimal; shorter times in minutes or seconds. */
export function hours(seconds: number): string {
  if (seconds < 5400) return roughly(seconds);
  const tenths = Math.round(seconds / 360) / 10;
  return `${tenths.toLocaleString('en')} hours`;
}

/** When the ceiling is reset and endpoints can be woken again, in UTC, like the ceiling's day. */
export const reset = ({ today }: Cost) => `${time.format(new Date(today.resetsAt))} UTC`;

/** Whether today's ceiling is reached, so that no sleeping endpoint is woken until the reset. */
export function usedUp({ today }: Cost): boolean {
  return today.ceilingSeconds !== undefined && today.awakeSeconds >= today.ceilingSeconds;
}

/** What the endpoint has cost, since when, and what sleeping saved; in hours if the price is unknown. */
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

/** Today's awake time against the ceiling; undefined without a ceiling. */
export function ceilingWords(cost: Cost): string | undefined {
  const { awakeSeconds, ceilingSeconds } = cost.today;
  if (ceilingSeconds === undefined) return undefined;
  return usedUp(cost)
    ? `Awake today: all ${hours(ceilingSeconds)} used; resets at ${reset(cost)}.`
    : `Awake today: ${hours(awakeSeconds)} of ${hours(ceilingSeconds)}.`;
}

/** The details of the cost: awake time, instances, price, and what always on would have cost. */
export function costDetails(cost: Cost): string {
  const { awakeSeconds, instances, instanceType, pricePerHourUsd, alwaysOnUsd } = cost;
  const count = instances === 1 ? '' : `${instances} × `;
  const price =
    pricePerHourUsd === undefined
      ? `${count}${instanceType}, whose price is unknown`
      : `${count}${instanceType} at $${pricePerHourUsd} an hour`;
  const always =
    alwaysOnUsd === undefined ? '' : ` Always on, it would have cost ${money(alwaysOnUsd)}.`;
  return `Awake for ${hours(awakeSeconds)}, on ${price}.${always} ${cost.note}, as of ${cost.pricesAsOf}.`;
}

/** What a thousand answers of this length cost: one alone costs too little to be shown. */
export function thousandAnswers({ perRequestUsd, perSecondUsd }: AnswerCost, seconds = 1): string {
  return money(1000 * (perRequestUsd + perSecondUsd * seconds));
}

/** The details of what an answer costs. */
export function answerCostDetails(cost: AnswerCost): string {
  const { perSecondUsd, memoryMegabytes, pricesAsOf, note } = cost;
  const second = perSecondUsd.toLocaleString('en', { maximumSignificantDigits: 3 });
  return `$${second} for each second of an answer, with ${memoryMegabytes} MB of memory: a thousand answers of a second cost ${thousandAnswers(cost)}. ${note}, as of ${pricesAsOf}.`;
}
