import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '../cloud-error.ts';
import type { Ports } from '../ports.ts';
import { NEVER_WOKEN, type WakeRecord } from '../wake/wake-record.ts';

/** How often the compare and swap is tried. */
const LOOKS = 10;

/**
 * Changes the wake record of a model, even while wakes are in progress.
 * @param change gets the record, and the time (epoch milliseconds) from which no earlier wake can create an endpoint
 * @returns that time
 * @throws CloudError
 */
export async function settle(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  model: string,
  change: (wake: WakeRecord, settledAt: number) => WakeRecord,
): Promise<number> {
  for (let look = 0; look < LOOKS; look++) {
    const { record: wake = NEVER_WOKEN, version } = await store.readWake(model);
    // The holder of the lease writes its attempt to this record before it calls CreateEndpoint; after our write, that
    // write fails. An attempt that was written before ends within the lease time, and so does a slow holder whose wake
    // another caller has ended.
    const lastAtWork = wake.status === 'open' ? clock.now() : wake.endedAt;
    const atWork = lastAtWork === undefined ? 0 : lastAtWork + LIMITS.wakeLeaseSeconds * 1000;
    const settledAt = wake.status === 'retired' ? wake.leaseUntil : atWork;
    const written = await store.writeWake(model, change(wake, settledAt), version);
    if (written !== undefined) return settledAt;
  }
  throw new CloudError(
    'unavailable',
    { service: 'DynamoDB', operation: 'PutItem' },
    `Another writer changed the wake record of ${model} on every try.`,
  );
}
