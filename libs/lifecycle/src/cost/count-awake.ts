import type { DeployedEndpoint } from '@pilotlight/contracts';
import type { EndpointDescription, EndpointSize } from '../endpoint/ports.ts';
import { accrue } from './ledger.ts';
import type { CostPorts } from './ports.ts';

/** How often the compare and swap is tried. */
const TRIES = 5;

type Counting = Pick<CostPorts, 'endpoints' | 'ledgers' | 'log'>;

/**
 * Adds an observation of an endpoint to its ledger. It never throws: each observation counts from where the last one
 * ended, so the next one makes up for a failed one.
 * @param found undefined when there is no endpoint
 * @param seenAt epoch milliseconds, taken before the endpoint was described
 */
export async function countAwake(
  ports: Counting,
  endpoint: DeployedEndpoint,
  found: EndpointDescription | undefined,
  seenAt: number,
): Promise<void> {
  const { ledgers, log } = ports;
  const { key } = endpoint;
  try {
    const size = await sizeOf(ports, endpoint, found);
    for (let tries = 0; tries < TRIES; tries++) {
      const { ledger, version } = (await ledgers.readLedgers()).get(key) ?? {};
      const counted = accrue(ledger, { endpoint: found, ...size }, seenAt);
      if (counted === ledger) return;
      if ((await ledgers.writeLedger(key, counted, version)) !== undefined) return;
    }
    const cause = 'another writer changed the ledger on every try';
    log('warn', 'awake_not_counted', { endpoint: key, cause });
  } catch (error) {
    log('error', 'awake_not_counted', { endpoint: key, cause: String(error) });
  }
}

/**
 * The instances that `found` really runs on. During an update, and after SageMaker rolled one back, these differ from
 * the deployed ones. When its configuration no longer exists, the deployed size is used.
 */
async function sizeOf(
  { endpoints, log }: Counting,
  endpoint: DeployedEndpoint,
  found: EndpointDescription | undefined,
): Promise<EndpointSize> {
  const { key, endpointConfigName, instanceType, instanceCount } = endpoint;
  const deployed = { instanceType, instanceCount };
  if (!found || found.configuration === endpointConfigName) return deployed;
  const size = await endpoints.sizeOf(found.configuration);
  if (size) return size;
  log('warn', 'awake_size_not_known', { endpoint: key, configuration: found.configuration });
  return deployed;
}
