import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '../cloud-error.ts';
import type { Ports } from '../ports.ts';
import { publicReason } from '../reason.ts';
import { refusal } from '../refusal.ts';
import { abandon, giveUp, release, type Held, type WakeOutcome } from './wake-lease.ts';
import { accepted, refusedAgain, superseded, type WakeRecord } from './wake-record.ts';

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
  let created: Awaited<ReturnType<Ports['endpoint']['create']>>;
  try {
    created = await ports.endpoint.create(model);
  } catch (error) {
    return notCreated(ports, model, attempt, record, error);
  }
  if (created === 'no-configuration') return notVisible(ports, model, { record, version });
  ports.log('info', 'endpoint_created', { model, created, attempt: counted.attempts });
  // Again, for a reaper that saw no endpoint may have disabled the rule in between.
  const scheduled = await enableQuietly(ports, model);
  const made = { record: accepted(counted), version };
  return release(ports, model, made, { phase: 'creating', scheduled }, 'starting');
}

/** The configuration is not found, which is no attempt: it was made a moment ago, or somebody has deleted it. */
async function notVisible(ports: Ports, model: string, held: Held): Promise<WakeOutcome> {
  const reason = 'SageMaker does not find the endpoint configuration.';
  const { passes, ...refused } = refusedAgain(held.record, ports.clock.now());
  ports.log('warn', 'endpoint_not_created', { model, cause: reason });
  const record = { ...held.record, ...refused, reason };
  return passes
    ? pause(ports, model, { ...held, record }, {})
    : giveUp(ports, model, { ...held, record }, reason, 'absent');
}

/** Leaves the wake alone for a while. The schedule was enabled before the attempt. */
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
    // IAM may not have heard of a new policy everywhere: the next try is not counted as another one.
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
