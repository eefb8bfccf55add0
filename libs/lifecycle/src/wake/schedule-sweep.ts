import { LIMITS, type DeployedModel } from '@pilotlight/contracts';
import type { WakePorts } from './ports.ts';

/**
 * Enables the schedule for a prediction that was just parked, or a job that was just added, and that no wake brings on.
 * The reaper, which disables the schedule when nothing is queued, may not see it in the queue's index yet: the record
 * tells it. The reaper reads that after it has disabled the schedule, so one of the two sees the other.
 * @throws CloudError
 */
export async function scheduleSweep(
  { activity, clock, schedule }: Pick<WakePorts, 'activity' | 'clock' | 'schedule'>,
  { name }: Pick<DeployedModel, 'name'>,
): Promise<void> {
  await activity.recordActivity(name, clock.now());
  await schedule.enable();
}

/** Whether that was a moment ago, so that the queue's index may not show the prediction or job yet. */
export async function hasJustScheduled(
  { activity, clock }: Pick<WakePorts, 'activity' | 'clock'>,
  model: string,
): Promise<boolean> {
  const used = await activity.readActivity(model);
  if (used.kind !== 'used') return false;
  return Math.abs(clock.now() - used.lastUsedAt) <= LIMITS.queueSettleSeconds * 1000;
}
