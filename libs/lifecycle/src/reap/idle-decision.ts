import { LIMITS } from '@pilotlight/contracts';
import type { Activity, EndpointDescription } from '../ports.ts';

export interface ReapOptions {
  /** An endpoint unused for this long is deleted. */
  readonly idleSeconds: number;
  /** By this much the last use may be later than its record says. */
  readonly activityIntervalSeconds: number;
  /** Whether an earlier run for the same event has failed. Default: no. */
  readonly retried?: boolean;
}

/**
 * What to do with an endpoint in service, as far as the record of its last use tells.
 * - `assume`: nothing that can be true is recorded; a use is assumed now, so that it counts from here
 * - `ask_usage`: that was assumed long enough ago for SageMaker's metrics to know what was before
 */
export function idleDecision(
  activity: Activity,
  endpoint: Pick<EndpointDescription, 'createdAt'>,
  now: number,
  options: ReapOptions,
): 'assume' | 'keep' | 'ask_usage' | 'delete' {
  if (activity.kind !== 'used') return 'assume';
  if (activity.lastUsedAt > now + LIMITS.clockSkewSeconds * 1000) return 'assume';
  const { idleSeconds, activityIntervalSeconds } = options;
  const unusedSince = Math.max(activity.lastUsedAt, endpoint.createdAt);
  if (now - unusedSince > (idleSeconds + activityIntervalSeconds) * 1000) return 'delete';
  // By then every instance has written again that was used since, and the metrics know of all uses before.
  const knownAfterSeconds = activityIntervalSeconds + LIMITS.metricDelaySeconds;
  const known = now - activity.lastUsedAt > knownAfterSeconds * 1000;
  return activity.assumed && known ? 'ask_usage' : 'keep';
}

/** What SageMaker's metrics tell: the last invocation that they know of, none in the idle time, or nothing at all. */
export type Usage =
  | { readonly kind: 'used'; readonly lastInvokedAt: number }
  | { readonly kind: 'unused' }
  | { readonly kind: 'unknown' };

/** Since when the endpoint serves without a use that the metrics know of, in epoch milliseconds. */
export function unusedSince(
  usage: Exclude<Usage, { kind: 'unknown' }>,
  { createdAt, modifiedAt }: Pick<EndpointDescription, 'createdAt' | 'modifiedAt'>,
): number {
  return Math.max(createdAt, modifiedAt, usage.kind === 'used' ? usage.lastInvokedAt : 0);
}

/** Whether the metrics prove that the endpoint was unused for the whole idle time. */
export function provenIdle(
  usage: Usage,
  endpoint: Pick<EndpointDescription, 'createdAt' | 'modifiedAt'>,
  now: number,
  { idleSeconds }: ReapOptions,
): boolean {
  return usage.kind !== 'unknown' && now - unusedSince(usage, endpoint) > idleSeconds * 1000;
}

/**
 * Whether the metrics know of an invocation within the idle time that is too late for the record of the last use to
 * cover it: DynamoDB had refused to take that one.
 */
export function usedUnrecorded(
  usage: Usage,
  lastUsedAt: number,
  now: number,
  { idleSeconds, activityIntervalSeconds }: ReapOptions,
): boolean {
  if (usage.kind !== 'used') return false;
  const earliest = usage.lastInvokedAt - LIMITS.metricPeriodSeconds * 1000;
  const covered = earliest <= lastUsedAt + activityIntervalSeconds * 1000;
  return !covered && now - usage.lastInvokedAt <= idleSeconds * 1000;
}
