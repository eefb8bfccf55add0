import type { DeployedEndpoint } from '@pilotlight/contracts';
import type { AskPorts } from './ports.ts';

/**
 * Whether by the table there may be an endpoint in use: a wake is open, or the endpoint was used within its idle time.
 * Two reads of the table take a tenth of the time of a DescribeEndpoint, for which an answer would have to wait.
 * @throws CloudError
 */
export async function mayExist(
  { wakes, activity, clock }: Pick<AskPorts, 'wakes' | 'activity' | 'clock'>,
  { key, idleMinutes }: Pick<DeployedEndpoint, 'key' | 'idleMinutes'>,
): Promise<boolean> {
  const [{ record }, used] = await Promise.all([wakes.readWake(key), activity.readActivity(key)]);
  if (record?.status === 'open' || used.kind === 'unreadable') return true;
  return used.kind === 'used' && clock.now() - used.lastUsedAt < idleMinutes * 60_000;
}
