import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '../cloud-error.ts';
import type { Ports } from '../ports.ts';
import { publicReason } from '../reason.ts';
import { abandon, giveUp, release, type Held, type WakeOutcome } from './wake-lease.ts';
import { superseded, type WakeRecord } from './wake-record.ts';

/** Creates the endpoint of a wake, with the schedule enabled before and after. */
export async function create(ports: Ports, model: string, held: Held): Promise<WakeOutcome> {
  const { record } = held;
  if (superseded(record, ports.endpoint.configurationOf(model))) {
    // Whoever has the newer environment takes it on: the next poll, or the sweep.
    const scheduled = await enableQuietly(ports, model);
    return release(ports, model, held, { scheduled }, 'absent');
  }
  // There is no endpoint: the last attempt, if it failed in passing, had no effect.
  const attempts = record.attempts - (record.unsure ? 1 : 0);
  if (attempts >= LIMITS.wakeAttempts) {
    return giveUp(
      ports,
      model,
      held,
      record.reason ?? 'The endpoint vanished while it was created.',
      'absent',
    );
  }
  // Before the write: one that was carried out twice looks like a lost one, and then nobody creates for a while.
  try {
    await ports.schedule.enable();
  } catch (error) {
    return abandon(ports, model, held, error);
  }
  // Counted before it is made, so that a caller that dies in between can't make the count too low.
  const counted = { ...record, attempts: attempts + 1, unsure: false };
  const version = await ports.store.writeWake(model, counted, held.version);
  if (version === undefined) return { wake: record };
  const attempt = { record: counted, version };
  try {
    const created = await ports.endpoint.create(model);
    ports.log('info', 'endpoint_created', { model, created, attempt: counted.attempts });
  } catch (error) {
    return notCreated(ports, model, attempt, record, error);
  }
  // Again, for a reaper that saw no endpoint may have disabled the rule in between.
  const scheduled = await enableQuietly(ports, model);
  return release(ports, model, attempt, { phase: 'creating', scheduled }, 'starting');
}

async function notCreated(
  ports: Ports,
  model: string,
  attempt: Held,
  before: WakeRecord,
  error: unknown,
): Promise<WakeOutcome> {
  const { clock, log } = ports;
  if (!(error instanceof CloudError) || error.kind === 'denied') {
    return abandon(ports, model, { ...attempt, record: before }, error);
  }
  log('error', 'endpoint_not_created', { model, cause: error.message });
  const leaseUntil = clock.now() + LIMITS.wakeRetrySeconds * 1000;
  if (error.transient) {
    return release(ports, model, attempt, { unsure: true, leaseUntil, scheduled: true }, 'absent');
  }
  const reason = publicReason(error.message);
  if (attempt.record.attempts >= LIMITS.wakeAttempts) {
    return giveUp(ports, model, attempt, reason, 'absent');
  }
  return release(ports, model, attempt, { reason, leaseUntil, scheduled: true }, 'absent');
}

/** Enables the schedule where the wake must go on without it. @returns whether it is enabled */
export async function enableQuietly({ schedule, log }: Ports, model: string): Promise<boolean> {
  try {
    await schedule.enable();
    return true;
  } catch (error) {
    log('error', 'schedule_not_enabled', { model, cause: String(error) });
    return false;
  }
}
