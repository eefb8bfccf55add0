import { LIMITS } from '@pilotlight/contracts';
import type { Activity, EndpointDescription } from './ports.ts';

export interface ReapOptions {
  /** An endpoint unused for this long is deleted. */
  readonly idleSeconds: number;
  /** By this much the last use may be later than its record says. */
  readonly activityIntervalSeconds: number;
}

/** What to do with an endpoint in service, as far as its last use tells. */
export function idleDecision(
  activity: Activity,
  endpoint: Pick<EndpointDescription, 'createdAt'>,
  now: number,
  options: ReapOptions,
): 'begin_to_count' | 'keep' | 'delete' {
  if (activity.kind !== 'used') return 'begin_to_count';
  if (activity.lastUsedAt > now + LIMITS.clockSkewSeconds * 1000) return 'begin_to_count';
  const { idleSeconds, activityIntervalSeconds } = options;
  const unusedSince = Math.max(activity.lastUsedAt, endpoint.createdAt);
  return now - unusedSince > (idleSeconds + activityIntervalSeconds) * 1000 ? 'delete' : 'keep';
}
