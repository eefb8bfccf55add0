import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import type { EndpointId } from '../endpoint/ports.ts';
import type { DeploymentPorts } from './ports.ts';
import { NEVER_WOKEN, type WakeRecord } from '../wake/wake-record.ts';

/** How often the compare and swap is tried. */
const LOOKS = 10;

/**
 * Changes the wake record of an endpoint, even while wakes are in progress.
 * @param change gets the record, and the time (epoch milliseconds) from which no earlier wake can create an endpoint
 * @returns that time
 * @throws CloudError
 */
export async function markWake(
  { wakes, clock }: Pick<DeploymentPorts, 'wakes' | 'clock'>,
  { key }: EndpointId,
  change: (wake: WakeRecord, settledAt: number) => WakeRecord,
): Promise<number> {
  for (let look = 0; look < LOOKS; look++) {
    const { record: wake = NEVER_WOKEN, version } = await wakes.readWake(key);
    // The holder of the lease writes its attempt to this record before it calls CreateEndpoint; after our write, that
    // write fails. An attempt that was written before ends within the lease time, and so does a slow holder whose wake
    // another caller has ended.
    const lastAtWork = wake.status === 'open' ? clock.now() : wake.endedAt;
    const atWork = lastAtWork === undefined ? 0 : lastAtWork + LIMITS.wakeLeaseSeconds * 1000;
    const settledAt = wake.status === 'retired' ? wake.leaseUntil : atWork;
    const written = await wakes.writeWake(key, change(wake, settledAt), version);
    if (written !== undefined) return settledAt;
  }
  throw new CloudError(
    'unavailable',
    { service: 'DynamoDB', operation: 'PutItem' },
    `Another writer changed the wake record of ${key} on every try.`,
  );
}
