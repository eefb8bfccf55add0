import { AUTO, autoDecision, type DeployedEndpoint } from '@pilotlight/contracts';
import type { EndpointDescription } from '../endpoint/ports.ts';
import type { ReapPorts } from './ports.ts';

/**
 * Whether the functions beside an endpoint would serve its traffic for clearly less. False while it is younger than
 * `AUTO.putOutMinutes`, and when the spend cannot be read.
 * @param now epoch milliseconds
 */
export async function isTooDear(
  { spends, log }: Pick<ReapPorts, 'spends' | 'log'>,
  endpoint: DeployedEndpoint,
  { createdAt, modifiedAt }: EndpointDescription,
  now: number,
): Promise<boolean> {
  const since = now - AUTO.putOutMinutes * 60_000;
  if (Math.max(createdAt, modifiedAt) > since) return false;
  try {
    return autoDecision(endpoint, await spends.readSpends(endpoint.key, since), now) === 'put-out';
  } catch (error) {
    log('warn', 'spend_not_read', { endpoint: endpoint.key, cause: String(error) });
    return false;
  }
}
