import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '../cloud-error.ts';
import type { Ports } from '../ports.ts';
import { publicReason } from '../reason.ts';
import { refusal } from '../refusal.ts';
import { abandon, giveUp, release, type Held, type WakeOutcome } from './wake-lease.ts';
import { accepted, refusedAgain, superseded, type WakeRecord } from './wake-record.ts';

/** Creates the endpoint of a wake, and enables the schedule before and after. */
export async function create(ports: Ports, model: string, held: Held): Promise<WakeOutcome> {
  const { record } = held;
  if (superseded(record, ports.endpoint.configurationOf(model))) {
    // A function with the newer environment continues the wake: at the next poll, or in a sweep.
    const scheduled = await enableQuietly(ports, model);
    return release(ports, model, held, { scheduled }, 'absent');
  }
  // There is no endpoint, so a last attempt with an unknown result had no effect and does not count.
  const attempts = record.attempts - (record.unsure ? 1 : 0);
  if (attempts >= LIMITS.wakeAttempts) {
    return giveUp(
      ports,
      model,
      held,
      record.reason ?? 'The endpoint disappeared while it was being created.',
      'absent',
    );
  }
  // Enabled before the write: a write that the SDK sends twice looks lost, and then no endpoint is created for a while.
  try {
    await ports.schedule.enable();
  } catch (error) {
    return abandon(ports, model, held, error);
  }
  // Counted before the attempt, so that the count is never too low when the caller dies in between.
  const counted = { ...record, attempts: attempts + 1, unsure: false };
  const version = await ports.store.writeWake(model, counted, held.version);
  if (version === undefined) return { wake: record };
  const attempt = { record: counted, version };
  let created: Awaited<ReturnType<Ports['endpoint']['create']>>;
  try {
    created = await ports.endpoint.create(model);
  } catch (error) {
    return notCreated(ports, model, attempt, record, error);
  }
  if (created === 'no-configuration') return notVisible(ports, model, { record, version });
  ports.log('info', 'endpoint_created', { model, created, attempt: counted.attempts });
  // Enabled again: a reaper that saw no endpoint may have disabled the rule in between.
  const scheduled = await enableQuietly(ports, model);
  const made = { record: accepted(counted), version };
  return release(ports, model, made, { phase: 'creating', scheduled }, 'starting');
}

/** The configuration is not found: it is not visible yet, or it was deleted. This does not count as an attempt. */
async function notVisible(ports: Ports, model: string, held: Held): Promise<WakeOutcome> {
  const reason = 'SageMaker does not find the endpoint configuration.';
  const { passes, ...refused } = refusedAgain(held.record, ports.clock.now());
  ports.log('warn', 'endpoint_not_created', { model, cause: reason });
  const record = { ...held.record, ...refused, reason };
  return passes
    ? pause(ports, model, { ...held, record }, {})
    : giveUp(ports, model, { ...held, record }, reason, 'absent');
}

/** Pauses the wake before its next attempt. The schedule was enabled before this attempt. */
function pause(ports: Ports, model: string, held: Held, change: Partial<WakeRecord>) {
  const leaseUntil = ports.clock.now() + LIMITS.wakeRetrySeconds * 1000;
  return release(ports, model, held, { leaseUntil, scheduled: true, ...change }, 'absent');
}

async function notCreated(
  ports: Ports,
  model: string,
  attempt: Held,
  before: WakeRecord,
  error: unknown,
): Promise<WakeOutcome> {
  if (!(error instanceof CloudError)) {
    return abandon(ports, model, { ...attempt, record: before }, error);
  }
  ports.log('error', 'endpoint_not_created', { model, cause: error.message });
  if (error.kind === 'denied') {
    const { passes, refusedSince } = refusedAgain(before, ports.clock.now());
    const refused = { ...attempt, record: before };
    // A new IAM policy may not be effective everywhere yet: this attempt does not count.
    return passes
      ? pause(ports, model, refused, { refusedSince })
      : abandon(ports, model, refused, error);
  }
  if (error.transient) {
    return pause(ports, model, attempt, { unsure: true, reason: refusal(error).message });
  }
  const reason = publicReason(error.message);
  if (attempt.record.attempts >= LIMITS.wakeAttempts) {
    return giveUp(ports, model, attempt, reason, 'absent');
  }
  return pause(ports, model, attempt, { reason });
}

/** Enables the schedule; on an error the wake continues. @returns whether it is enabled */
export async function enableQuietly({ schedule, log }: Ports, model: string): Promise<boolean> {
  try {
    await schedule.enable();
    return true;
  } catch (error) {
    log('error', 'schedule_not_enabled', { model, cause: String(error) });
    return false;
  }
}
