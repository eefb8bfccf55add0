import { LIMITS } from '@pilotlight/contracts';
import { wakeRefused } from '../cost/ceiling.ts';
import type { Ports } from '../ports.ts';
import type { WakeOutcome } from './wake-lease.ts';
import { NEVER_WOKEN, opened } from './wake-record.ts';
import { step } from './wake-step.ts';

/** How often a caller looks again after another has changed the record under it. */
const LOOKS = 5;

/**
 * Asks for the endpoint: opens a wake unless there is one, and works on it. Of any number of simultaneous callers one
 * creates the endpoint. The outcome is `failed` when the model rests after a failure, and has `refused` when today's awake
 * hours are used up.
 * @throws CloudError
 */
export function wake(ports: Ports, model: string): Promise<WakeOutcome> {
  return work(ports, model, true);
}

/**
 * Takes an open wake one step on, if nobody else does at this moment; nothing when there is none.
 * @throws CloudError
 */
export function advance(ports: Ports, model: string): Promise<WakeOutcome> {
  return work(ports, model, false);
}

async function work(ports: Ports, model: string, asked: boolean): Promise<WakeOutcome> {
  const { store, clock, endpoint } = ports;
  let record = NEVER_WOKEN;
  for (let look = 0; look < LOOKS; look++) {
    const found = await store.readWake(model);
    const before = found.record ?? NEVER_WOKEN;
    const now = clock.now();
    record = asked ? opened(before, now, endpoint.configurationOf(model)) : before;
    if (record.status !== 'open') return { wake: record };
    const refused = await wakeRefused(ports, model, before);
    if (refused) return { wake: before, refused };
    if (now < record.leaseUntil) {
      // The one who works on it may die before it enables the schedule, and this caller counts on it.
      if (asked && !record.scheduled) await ports.schedule.enable();
      return { wake: record };
    }
    const leased = { ...record, leaseUntil: now + LIMITS.wakeLeaseSeconds * 1000 };
    const version = await store.writeWake(model, leased, found.version);
    if (version === undefined) continue;
    if (before.status !== 'open') ports.log('info', 'wake_opened', { model });
    return step(ports, model, { record: leased, version });
  }
  if (asked) await ports.schedule.enable();
  return { wake: record };
}
