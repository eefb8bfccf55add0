import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '../cloud-error.ts';
import type { Ports } from '../ports.ts';
import { NEVER_WOKEN, type WakeRecord } from '../wake/wake-record.ts';

/** How often the record is read again after another has changed it meanwhile. */
const LOOKS = 10;

/**
 * Changes the record of a model's wakes, whatever becomes of the wakes meanwhile.
 * @param change from the record, and from when on no wake that began before it can create an endpoint any more
 * @returns that moment (epoch milliseconds)
 * @throws CloudError
 */
export async function settle(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  model: string,
  change: (wake: WakeRecord, settledAt: number) => WakeRecord,
): Promise<number> {
  for (let look = 0; look < LOOKS; look++) {
    const { record: wake = NEVER_WOKEN, version } = await store.readWake(model);
    // Who holds the lease counts its attempt in this record before it creates, and fails to once the record has
    // changed. One that had counted by now is over within the time of a lease; so is a slow one that was overtaken by
    // whoever ended the wake.
    const lastAtWork = wake.status === 'open' ? clock.now() : wake.endedAt;
    const atWork = lastAtWork === undefined ? 0 : lastAtWork + LIMITS.wakeLeaseSeconds * 1000;
    const settledAt = wake.status === 'retired' ? wake.leaseUntil : atWork;
    const written = await store.writeWake(model, change(wake, settledAt), version);
    if (written !== undefined) return settledAt;
  }
  throw new CloudError(
    'unavailable',
    { service: 'DynamoDB', operation: 'PutItem' },
    `The wake record of ${model} changes all the time.`,
  );
}
