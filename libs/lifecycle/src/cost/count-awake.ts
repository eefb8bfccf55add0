import { accrue } from './ledger.ts';
import type { EndpointDescription, EndpointSize, Ports } from '../ports.ts';

/** How often a look is counted anew after another has written the ledger under it. */
const TRIES = 5;

type Counting = Pick<Ports, 'endpoint' | 'ledgers' | 'hosting' | 'log'>;

/**
 * Counts in the ledger what a look at `model` saw. It never throws: what can't be counted now is counted by the next
 * look, for each counts on from where the last one ended.
 * @param seenAt epoch milliseconds, before the endpoint was described
 */
export async function countAwake(
  ports: Counting,
  model: string,
  endpoint: EndpointDescription | undefined,
  seenAt: number,
): Promise<void> {
  const { ledgers, log } = ports;
  try {
    const size = await sizeOf(ports, model, endpoint);
    for (let tries = 0; tries < TRIES; tries++) {
      const { ledger, version } = (await ledgers.readLedgers()).get(model) ?? {};
      const counted = accrue(ledger, { endpoint, ...size }, seenAt);
      if (counted === ledger) return;
      if ((await ledgers.writeLedger(model, counted, version)) !== undefined) return;
    }
    log('warn', 'awake_not_counted', {
      model,
      cause: 'the ledger was written by others each time',
    });
  } catch (error) {
    log('error', 'awake_not_counted', { model, cause: String(error) });
  }
}

/**
 * What `found` really runs on: after an update that SageMaker rolled back, and until one is through, that is not what is
 * deployed. Of a configuration that is gone only the deployed size is left to count by.
 */
async function sizeOf(
  { endpoint, hosting, log }: Counting,
  model: string,
  found: EndpointDescription | undefined,
): Promise<EndpointSize> {
  if (!found || found.configuration === endpoint.configurationOf(model)) return hosting;
  const size = await endpoint.sizeOf(found.configuration);
  if (size) return size;
  log('warn', 'awake_size_not_known', { model, configuration: found.configuration });
  return hosting;
}
