import { LIMITS, type DeployedEndpoint } from '@pilotlight/contracts';
import type { WakePorts } from './ports.ts';
import type { WakeOutcome } from './wake-lease.ts';
import { NEVER_WOKEN, opened } from './wake-record.ts';
import { ceilingRefuses } from './wake-refusal.ts';
import { step } from './wake-step.ts';

/** How often the compare and swap is tried. */
const LOOKS = 5;

/**
 * Requests the endpoint: opens a wake unless one is open, and works on it. Of any number of simultaneous callers, one
 * creates the endpoint. The outcome's wake is `failed` when the endpoint rests after a failure; the outcome has `refused`
 * when today's awake hours are used up.
 * @throws CloudError
 */
export function wake(ports: WakePorts, endpoint: DeployedEndpoint): Promise<WakeOutcome> {
  return work(ports, endpoint, true);
}

/**
 * Advances an open wake by one step, unless another caller holds its lease; does nothing when no wake is open.
 * @throws CloudError
 */
export function advance(ports: WakePorts, endpoint: DeployedEndpoint): Promise<WakeOutcome> {
  return work(ports, endpoint, false);
}

async function work(
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  asked: boolean,
): Promise<WakeOutcome> {
  const { wakes, clock } = ports;
  const { key, endpointConfigName } = endpoint;
  let record = NEVER_WOKEN;
  for (let look = 0; look < LOOKS; look++) {
    const found = await wakes.readWake(key);
    const before = found.record ?? NEVER_WOKEN;
    const now = clock.now();
    record = asked ? opened(before, now, endpointConfigName) : before;
    if (record.status !== 'open') return { wake: record };
    const refused = await ceilingRefuses(ports, endpoint, before);
    if (refused) return { wake: before, refused };
    if (now < record.leaseUntil) {
      // The holder of the lease may die before it enables the schedule, on which this caller depends.
      if (asked && !record.scheduled) await ports.schedule.enable();
      return { wake: record };
    }
    const leased = { ...record, leaseUntil: now + LIMITS.wakeLeaseSeconds * 1000 };
    const version = await wakes.writeWake(key, leased, found.version);
    if (version === undefined) continue;
    if (before.status !== 'open') ports.log('info', 'wake_opened', { endpoint: key });
    return step(ports, endpoint, { record: leased, version });
  }
  if (asked) await ports.schedule.enable();
  return { wake: record };
}
