import { LIMITS } from '@pilotlight/contracts';
import type { ReapOptions } from './idle-decision.ts';
import type { Ports, ReaperPorts } from '../ports.ts';
import { reapModel, type Verdict } from './reap-model.ts';
import { awaited, NEVER_WOKEN } from '../wake/wake-record.ts';

export interface Reaped extends Omit<Verdict, 'error'> {
  readonly model: string;
}

/**
 * One run of the reaper: deletes idle and broken endpoints, and enables the schedule, or disables it when no model
 * needs it. A retry never disables it.
 * @throws AggregateError after all models were checked, when one could not be decided about; its endpoint is kept, or
 * stopped by `reapBlind`
 */
export async function reap(
  ports: ReaperPorts,
  models: readonly string[],
  options: ReapOptions,
): Promise<Reaped[]> {
  const { log } = ports;
  // The failed run may have disabled the schedule and died before its second check.
  if (options.retried) await enableForSure(ports);
  const errors: unknown[] = [];
  const decide = async (model: string): Promise<Reaped> => {
    try {
      const { error, ...verdict } = await reapModel(ports, model, options);
      if (error !== undefined) errors.push(error);
      return { model, ...verdict };
    } catch (error) {
      errors.push(error);
      return { model, decision: 'not_known', why: String(error), needed: true };
    }
  };
  // In parallel, so that one slow model does not delay the others.
  const reaped = await Promise.all(models.map(decide));
  for (const result of reaped) {
    log(result.decision === 'not_known' ? 'error' : 'info', 'reaped', { ...result });
  }
  if (reaped.some(({ needed }) => needed)) await enableForSure(ports);
  // Not in a retry: the last one might die after disabling, without a second check. The next event disables it.
  else if (!options.retried) await stopSchedule(ports, models);
  if (errors.length > 0) {
    throw new AggregateError(errors, errors.map(String).join('\n'));
  }
  return reaped;
}

/** A wake may open at the same time: so check for one after disabling. A wake also enables the rule after it opens. */
async function stopSchedule(ports: Ports, models: readonly string[]): Promise<void> {
  let needed = true;
  try {
    // Inside the `try`: a call that fails may have taken effect.
    await ports.schedule.disable();
    needed = (await Promise.all(models.map((model) => isNeeded(ports, model)))).some(Boolean);
  } finally {
    if (needed) await enableForSure(ports);
    ports.log('info', needed ? 'schedule_kept' : 'schedule_disabled');
  }
}

/**
 * More than one try: Lambda retries a failed event only twice.
 * @throws CloudError of the last try
 */
async function enableForSure({ schedule, clock }: Ports): Promise<void> {
  for (let left = LIMITS.scheduleEnableTries - 1; left > 0; left--) {
    try {
      return await schedule.enable();
    } catch {
      await clock.sleep(LIMITS.scheduleEnableRetrySeconds * 1000);
    }
  }
  await schedule.enable();
}

async function isNeeded({ endpoint, store, clock }: Ports, model: string): Promise<boolean> {
  const [{ record = NEVER_WOKEN }, found, queued] = await Promise.all([
    store.readWake(model),
    endpoint.describe(model),
    store.countQueued(model, clock.now()),
  ]);
  return awaited(record, clock.now()) || found !== undefined || queued > 0;
}
