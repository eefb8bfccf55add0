import type { Cost, DeployedEndpoint } from '@pilotlight/contracts';
import { awakeSecondsOn, costOf } from './cost.ts';
import { accrue } from './ledger.ts';
import type { CostPorts } from './ports.ts';
import { nextMidnight, utcDay } from './utc-day.ts';

/**
 * What an endpoint has cost, including its time since it was last counted. Today's use of the other endpoints is taken
 * from their ledgers, as last counted.
 * @returns undefined when it cannot be read: it is only displayed
 */
export async function readCost(
  { ledgers, endpoints, ceilingSeconds, clock, log }: CostPorts,
  endpoint: DeployedEndpoint,
): Promise<Cost | undefined> {
  const { key, instanceType, instanceCount } = endpoint;
  const size = { instanceType, instanceCount };
  try {
    const now = clock.now();
    const [counted, found] = await Promise.all([
      ledgers.readLedgers(),
      endpoints.describe(endpoint),
    ]);
    const own = accrue(counted.get(key)?.ledger, { endpoint: found, ...size }, now);
    const others = [...counted].flatMap(([other, { ledger }]) =>
      ledger && other !== key ? [ledger] : [],
    );
    return {
      ...costOf(own, size, now),
      today: {
        awakeSeconds: awakeSecondsOn([own, ...others], utcDay(now)),
        ...(ceilingSeconds === undefined ? {} : { ceilingSeconds }),
        resetsAt: new Date(nextMidnight(now)).toISOString(),
      },
    };
  } catch (error) {
    log('warn', 'cost_not_read', { endpoint: key, cause: String(error) });
    return undefined;
  }
}
