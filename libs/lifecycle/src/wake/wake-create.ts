import { LIMITS, type DeployedEndpoint } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import type { WakePorts } from './ports.ts';
import { publicReason } from '../endpoint/reason.ts';
import { refusal } from '../endpoint/refusal.ts';
import { abandon, giveUp, release, type Held, type WakeOutcome } from './wake-lease.ts';
import { accepted, refusedAgain, superseded, type WakeRecord } from './wake-record.ts';

/** Creates the endpoint of a wake, and enables the schedule before and after. */
export async function create(
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  held: Held,
): Promise<WakeOutcome> {
  const { record } = held;
  if (superseded(record, endpoint.endpointConfigName)) {
    // A function with the newer deployment continues the wake: at the next poll, or in a sweep.
    const scheduled = await enableQuietly(ports, endpoint);
    return release(ports, endpoint, held, { scheduled }, 'absent');
  }
  // There is no endpoint, so a last attempt with an unknown result had no effect and does not count.
  const attempts = record.attempts - (record.unsure ? 1 : 0);
  if (attempts >= LIMITS.wakeAttempts) {
    const reason = record.reason ?? 'The endpoint disappeared while it was being created.';
    return giveUp(ports, endpoint, held, reason, 'absent');
  }
  // Enabled before the write: a write that the SDK sends twice looks lost, and then no endpoint is created for a while.
  try {
    await ports.schedule.enable();
  } catch (error) {
    return abandon(ports, endpoint, held, error);
  }
  // Counted before the attempt, so that the count is never too low when the caller dies in between.
  const counted = { ...record, attempts: attempts + 1, unsure: false };
  const version = await ports.wakes.writeWake(endpoint.key, counted, held.version);
  if (version === undefined) return { wake: record };
  const attempt = { record: counted, version };
  let created: Awaited<ReturnType<WakePorts['endpoints']['create']>>;
  try {
    created = await ports.endpoints.create(endpoint);
  } catch (error) {
    return notCreated(ports, endpoint, attempt, record, error);
  }
  if (created === 'no-configuration') return notVisible(ports, endpoint, { record, version });
  ports.log('info', 'endpoint_created', {
    endpoint: endpoint.key,
    created,
    attempt: counted.attempts,
  });
  // Enabled again: a reaper that saw no endpoint may have disabled the rule in between.
  const scheduled = await enableQuietly(ports, endpoint);
  const made = { record: accepted(counted), version };
  return release(ports, endpoint, made, { phase: 'creating', scheduled }, 'starting');
}

/** The configuration is not found: it is not visible yet, or it was deleted. This does not count as an attempt. */
async function notVisible(
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  held: Held,
): Promise<WakeOutcome> {
  const reason = 'SageMaker does not find the endpoint configuration.';
  const { passes, ...refused } = refusedAgain(held.record, ports.clock.now());
  ports.log('warn', 'endpoint_not_created', { endpoint: endpoint.key, cause: reason });
  const record = { ...held.record, ...refused, reason };
  return passes
    ? pause(ports, endpoint, { ...held, record }, {})
    : giveUp(ports, endpoint, { ...held, record }, reason, 'absent');
}

/** Pauses the wake before its next attempt. The schedule was enabled before this attempt. */
function pause(
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  held: Held,
  change: Partial<WakeRecord>,
) {
  const leaseUntil = ports.clock.now() + LIMITS.wakeRetrySeconds * 1000;
  return release(ports, endpoint, held, { leaseUntil, scheduled: true, ...change }, 'absent');
}

async function notCreated(
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  attempt: Held,
  before: WakeRecord,
  error: unknown,
): Promise<WakeOutcome> {
  if (!(error instanceof CloudError)) {
    return abandon(ports, endpoint, { ...attempt, record: before }, error);
  }
  ports.log('error', 'endpoint_not_created', { endpoint: endpoint.key, cause: error.message });
  if (error.kind === 'denied') {
    const { passes, refusedSince } = refusedAgain(before, ports.clock.now());
    const refused = { ...attempt, record: before };
    // A new IAM policy may not be effective everywhere yet: this attempt does not count.
    return passes
      ? pause(ports, endpoint, refused, { refusedSince })
      : abandon(ports, endpoint, refused, error);
  }
  if (error.transient) {
    return pause(ports, endpoint, attempt, { unsure: true, reason: refusal(error).message });
  }
  const reason = publicReason(error.message);
  if (attempt.record.attempts >= LIMITS.wakeAttempts) {
    return giveUp(ports, endpoint, attempt, reason, 'absent');
  }
  return pause(ports, endpoint, attempt, { reason });
}

/** Enables the schedule; on an error the wake continues. @returns whether it is enabled */
export async function enableQuietly(
  { schedule, log }: WakePorts,
  endpoint: DeployedEndpoint,
): Promise<boolean> {
  try {
    await schedule.enable();
    return true;
  } catch (error) {
    log('error', 'schedule_not_enabled', { endpoint: endpoint.key, cause: String(error) });
    return false;
  }
}
