import { accrue } from './ledger.ts';
import type { EndpointDescription, Ports } from '../ports.ts';

/** How often a look is counted anew after another has written the ledger under it. */
const TRIES = 5;

/**
 * Counts in the ledger what a look at `model` saw. It never throws: what can't be counted now is counted by the next
 * look, for each counts on from where the last one ended.
 * @param seenAt epoch milliseconds, before the endpoint was described
 */
export async function countAwake(
  { ledgers, hosting, log }: Pick<Ports, 'ledgers' | 'hosting' | 'log'>,
  model: string,
  endpoint: EndpointDescription | undefined,
  seenAt: number,
): Promise<void> {
  try {
    for (let tries = 0; tries < TRIES; tries++) {
      const { ledger, version } = (await ledgers.readLedgers()).get(model) ?? {};
      const counted = accrue(ledger, { endpoint, ...hosting }, seenAt);
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
