import { LIMITS } from '@pilotlight/contracts';
import type { Activity, EndpointDescription } from '../endpoint/ports.ts';

export interface IdleOptions {
  /** An endpoint unused for this long is deleted. */
  readonly idleSeconds: number;
  /** How much later than its record the last use may be. */
  readonly activityIntervalSeconds: number;
}

/**
 * What to do with an endpoint in service, judging by the record of its last use.
 * - `assume`: there is no plausible record; a use is assumed now, and idle time counts from here
 * - `ask_usage`: the use was assumed so long ago that SageMaker's metrics show all uses before it
 */
export function idleDecision(
  activity: Activity,
  endpoint: Pick<EndpointDescription, 'createdAt'>,
  now: number,
  options: IdleOptions,
): 'assume' | 'keep' | 'ask_usage' | 'delete' {
  if (activity.kind !== 'used') return 'assume';
  if (activity.lastUsedAt > now + LIMITS.clockSkewSeconds * 1000) return 'assume';
  const { idleSeconds, activityIntervalSeconds } = options;
  const unusedSince = Math.max(activity.lastUsedAt, endpoint.createdAt);
  if (now - unusedSince > (idleSeconds + activityIntervalSeconds) * 1000) return 'delete';
  // By then, every instance that was used since has written again, and the metrics show all earlier uses.
  const knownAfterSeconds = activityIntervalSeconds + LIMITS.metricDelaySeconds;
  const known = now - activity.lastUsedAt > knownAfterSeconds * 1000;
  return activity.assumed && known ? 'ask_usage' : 'keep';
}

/** SageMaker's metrics: the last invocation, none in the period asked for, or not readable. */
export type Usage =
  | { readonly kind: 'used'; readonly lastInvokedAt: number }
  | { readonly kind: 'unused' }
  | { readonly kind: 'unknown' };

/** Since when the endpoint has been unused according to the metrics, in epoch milliseconds. */
export function unusedSince(
  usage: Exclude<Usage, { kind: 'unknown' }>,
  { createdAt, modifiedAt }: Pick<EndpointDescription, 'createdAt' | 'modifiedAt'>,
): number {
  return Math.max(createdAt, modifiedAt, usage.kind === 'used' ? usage.lastInvokedAt : 0);
}

/** Whether the metrics prove that the endpoint was unused for its whole idle time. */
export function provenIdle(
  usage: Usage,
  endpoint: Pick<EndpointDescription, 'createdAt' | 'modifiedAt'>,
  now: number,
  { idleSeconds }: IdleOptions,
): boolean {
  return usage.kind !== 'unknown' && now - unusedSince(usage, endpoint) > idleSeconds * 1000;
}

/**
 * Whether the metrics show an invocation within the idle time that the record of the last use does not cover, because
 * the write to DynamoDB had failed.
 */
export function usedUnrecorded(
  usage: Usage,
  lastUsedAt: number,
  now: number,
  { idleSeconds, activityIntervalSeconds }: IdleOptions,
): boolean {
  if (usage.kind !== 'used') return false;
  const earliest = usage.lastInvokedAt - LIMITS.metricPeriodSeconds * 1000;
  const covered = earliest <= lastUsedAt + activityIntervalSeconds * 1000;
  return !covered && now - usage.lastInvokedAt <= idleSeconds * 1000;
}
