import { LIMITS } from '@pilotlight/contracts';
import type { EndpointDescription, Ports } from '../ports.ts';
import { publicReason } from '../reason.ts';
import { standingOf } from '../standing.ts';
import { create, enableQuietly } from './wake-create.ts';
import { abandon, giveUp, release, tooLate, type Held, type WakeOutcome } from './wake-lease.ts';
import { closed, overdue } from './wake-record.ts';

/** The work of the lease holder: reads the endpoint from SageMaker and advances the wake by one step. */
export async function step(ports: Ports, model: string, leased: Held): Promise<WakeOutcome> {
  let found: EndpointDescription | undefined;
  try {
    // Not from the cache: the previous holder of the lease may have changed the endpoint.
    found = await ports.endpoint.describe(model, { fresh: true });
  } catch (error) {
    return abandon(ports, model, leased, error);
  }
  const held = found && leased.record.unsure ? await sure(ports, model, leased) : leased;
  if (!held) return { wake: leased.record };
  const standing = standingOf(found);
  if (standing !== 'serving' && overdue(held.record, ports.clock.now())) {
    // If SageMaker still brings it into service, the next caller uses it, or the reaper deletes it when idle.
    return giveUp(ports, model, held, tooLate(held.record.reason), standing);
  }
  switch (standing) {
    case 'absent':
      return create(ports, model, held);
    case 'starting': {
      const scheduled = held.record.scheduled || (await enableQuietly(ports, model));
      return release(ports, model, held, { phase: 'creating', scheduled }, 'starting');
    }
    case 'leaving':
      return release(ports, model, held, { phase: 'clearing' }, 'leaving');
    case 'serving':
      return complete(ports, model, held, found);
    case 'broken':
      return clear(ports, model, held, found);
  }
}

/**
 * An endpoint exists, so the last attempt counts, whatever its response was. This is written before the endpoint is
 * deleted: afterwards it could not be known any more.
 * @returns undefined when another caller works on the wake by now
 */
async function sure(
  { store }: Ports,
  model: string,
  { record, version }: Held,
): Promise<Held | undefined> {
  const counted = { ...record, unsure: false };
  const next = await store.writeWake(model, counted, version);
  return next === undefined ? undefined : { record: counted, version: next };
}

async function complete(
  ports: Ports,
  model: string,
  held: Held,
  endpoint: EndpointDescription | undefined,
): Promise<WakeOutcome> {
  const now = ports.clock.now();
  const { createdAt = now, modifiedAt = now } = endpoint ?? {};
  const inServiceSince = modifiedAt > createdAt ? Math.min(modifiedAt, now) : now;
  const record = closed(held.record, inServiceSince, now);
  // The idle time starts now, however long the wake took.
  await used(ports, model);
  // A reaper may have disabled the rule and failed before its second look, in each of its three tries.
  await enableQuietly(ports, model);
  if ((await ports.store.writeWake(model, record, held.version)) !== undefined) {
    ports.log('info', 'wake_completed', { model, requestedAt: record.requestedAt, inServiceSince });
  }
  return { wake: record, standing: 'serving' };
}

async function clear(
  ports: Ports,
  model: string,
  held: Held,
  endpoint: EndpointDescription | undefined,
): Promise<WakeOutcome> {
  const words = endpoint?.failureReason ?? `The endpoint is ${endpoint?.status ?? 'gone'}.`;
  ports.log('error', 'endpoint_failed', { model, cause: words, attempt: held.record.attempts });
  try {
    await ports.endpoint.delete(model);
  } catch (error) {
    return abandon(ports, model, held, error);
  }
  const reason = publicReason(words);
  if (held.record.attempts >= LIMITS.wakeAttempts) {
    return giveUp(ports, model, held, reason, 'leaving');
  }
  return release(ports, model, held, { reason, phase: 'clearing' }, 'leaving');
}

/** Records a use; unlike `touch`, without regard to earlier writes of this instance. */
async function used({ store, clock, log }: Ports, model: string): Promise<void> {
  try {
    await store.recordActivity(model, clock.now());
  } catch (error) {
    log('error', 'activity_not_recorded', { model, cause: String(error) });
  }
}
