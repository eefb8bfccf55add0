import type { DeployedModel } from '@pilotlight/contracts';
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
