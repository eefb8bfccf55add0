import { LIMITS, type DeployedEndpoint } from '@pilotlight/contracts';
import type { EndpointDescription } from '../endpoint/ports.ts';
import type { WakePorts } from './ports.ts';
import { publicReason } from '../endpoint/reason.ts';
import { standingOf } from '../endpoint/standing.ts';
import { create, enableQuietly } from './wake-create.ts';
import { abandon, giveUp, release, tooLate, type Held, type WakeOutcome } from './wake-lease.ts';
import { closed, overdue } from './wake-record.ts';

/** The work of the lease holder: reads the endpoint from SageMaker and advances the wake by one step. */
export async function step(
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  leased: Held,
): Promise<WakeOutcome> {
  let found: EndpointDescription | undefined;
  try {
    // Not from the cache: the previous holder of the lease may have changed the endpoint.
    found = await ports.endpoints.describe(endpoint, { fresh: true });
  } catch (error) {
    return abandon(ports, endpoint, leased, error);
  }
  const held = found && leased.record.unsure ? await sure(ports, endpoint, leased) : leased;
  if (!held) return { wake: leased.record };
  const standing = standingOf(found);
  if (standing !== 'serving' && overdue(held.record, ports.clock.now())) {
    // If SageMaker still brings it into service, the next caller uses it, or the reaper deletes it when idle.
    return giveUp(ports, endpoint, held, tooLate(held.record.reason), standing);
  }
  switch (standing) {
    case 'absent':
      return create(ports, endpoint, held);
    case 'starting': {
      const scheduled = held.record.scheduled || (await enableQuietly(ports, endpoint));
      return release(ports, endpoint, held, { phase: 'creating', scheduled }, 'starting');
    }
    case 'leaving':
      return release(ports, endpoint, held, { phase: 'clearing' }, 'leaving');
    case 'serving':
      return complete(ports, endpoint, held, found);
    case 'broken':
      return clear(ports, endpoint, held, found);
  }
}

/**
 * An endpoint exists, so the last attempt counts, whatever its response was. This is written before the endpoint is
 * deleted: afterwards it could not be known any more.
 * @returns undefined when another caller works on the wake by now
 */
async function sure(
  { wakes }: WakePorts,
  endpoint: DeployedEndpoint,
  { record, version }: Held,
): Promise<Held | undefined> {
  const counted = { ...record, unsure: false };
  const next = await wakes.writeWake(endpoint.key, counted, version);
  return next === undefined ? undefined : { record: counted, version: next };
}

async function complete(
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  held: Held,
  found: EndpointDescription | undefined,
): Promise<WakeOutcome> {
  const now = ports.clock.now();
  const { createdAt = now, modifiedAt = now } = found ?? {};
  const inServiceSince = modifiedAt > createdAt ? Math.min(modifiedAt, now) : now;
  const record = closed(held.record, inServiceSince, now);
  // The idle time starts now, however long the wake took.
  await used(ports, endpoint);
  // A reaper may have disabled the rule and failed before its second look, in each of its three tries.
  await enableQuietly(ports, endpoint);
  if ((await ports.wakes.writeWake(endpoint.key, record, held.version)) !== undefined) {
    const { requestedAt } = record;
    ports.log('info', 'wake_completed', { endpoint: endpoint.key, requestedAt, inServiceSince });
  }
  return { wake: record, standing: 'serving' };
}

async function clear(
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  held: Held,
  found: EndpointDescription | undefined,
): Promise<WakeOutcome> {
  const words = found?.failureReason ?? `The endpoint is ${found?.status ?? 'gone'}.`;
  const { attempts } = held.record;
  ports.log('error', 'endpoint_failed', {
    endpoint: endpoint.key,
    cause: words,
    attempt: attempts,
  });
  try {
    await ports.endpoints.delete(endpoint);
  } catch (error) {
    return abandon(ports, endpoint, held, error);
  }
  const reason = publicReason(words);
  if (attempts >= LIMITS.wakeAttempts) {
    return giveUp(ports, endpoint, held, reason, 'leaving');
  }
  return release(ports, endpoint, held, { reason, phase: 'clearing' }, 'leaving');
}

/** Records a use; unlike `touch`, without regard to earlier writes of this instance. */
async function used({ activity, clock, log }: WakePorts, { key }: DeployedEndpoint): Promise<void> {
  try {
    await activity.recordActivity(key, clock.now());
  } catch (error) {
    log('error', 'activity_not_recorded', { endpoint: key, cause: String(error) });
  }
}
