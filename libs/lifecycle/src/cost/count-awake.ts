import { accrue } from './ledger.ts';
import type { EndpointDescription, EndpointSize, Ports } from '../ports.ts';

/** How often the compare and swap is tried. */
const TRIES = 5;

type Counting = Pick<Ports, 'endpoint' | 'ledgers' | 'hosting' | 'log'>;

/**
 * Adds an observation of `model`'s endpoint to its ledger. It never throws: each observation counts from where the last
 * one ended, so the next one makes up for a failed one.
 * @param seenAt epoch milliseconds, taken before the endpoint was described
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
      cause: 'another writer changed the ledger on every try',
    });
  } catch (error) {
    log('error', 'awake_not_counted', { model, cause: String(error) });
  }
}

/**
 * The instances that `found` really runs on. During an update, and after SageMaker rolled one back, these differ from
 * the deployed ones. When its configuration no longer exists, the deployed size is used.
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
