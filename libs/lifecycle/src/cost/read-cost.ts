import type { Cost } from '@pilotlight/contracts';
import { awakeSecondsOn, costOf } from './cost.ts';
import { accrue } from './ledger.ts';
import type { Ports } from '../ports.ts';
import { nextMidnight, utcDay } from '../utc-day.ts';

/**
 * What a model has cost, including its endpoint's time since it was last counted. Today's use of the other models is
 * taken from their ledgers, as last counted.
 * @returns undefined when it cannot be read: it is only displayed
 */
export async function readCost(ports: Ports, model: string): Promise<Cost | undefined> {
  const { ledgers, hosting, clock, log } = ports;
  try {
    const now = clock.now();
    const [counted, endpoint] = await Promise.all([
      ledgers.readLedgers(),
      ports.endpoint.describe(model),
    ]);
    const own = accrue(counted.get(model)?.ledger, { endpoint, ...hosting }, now);
    const others = [...counted].flatMap(([name, { ledger }]) =>
      ledger && name !== model ? [ledger] : [],
    );
    const { ceilingSeconds } = hosting;
    return {
      ...costOf(own, hosting, now),
      today: {
        awakeSeconds: awakeSecondsOn([own, ...others], utcDay(now)),
        ...(ceilingSeconds === undefined ? {} : { ceilingSeconds }),
        resetsAt: new Date(nextMidnight(now)).toISOString(),
      },
    };
  } catch (error) {
    log('warn', 'cost_not_read', { model, cause: String(error) });
    return undefined;
  }
}
