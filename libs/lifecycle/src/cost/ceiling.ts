import { ProblemError } from '@pilotlight/contracts';
import { awakeSecondsOn } from './cost.ts';
import type { Ports } from '../ports.ts';
import { standingOf } from '../standing.ts';
import { nextMidnight, utcDay } from '../utc-day.ts';
import { NEVER_WOKEN, type WakeRecord } from '../wake/wake-record.ts';

/** The awake hours that the stack may use in a UTC day are used up. */
export interface CeilingReached {
  readonly ceilingSeconds: number;
  readonly awakeSeconds: number;
  /** Epoch milliseconds. */
  readonly resetsAt: number;
}

/** @returns undefined while there are hours left; without a ceiling nothing is read */
async function ceilingReached({
  ledgers,
  clock,
  hosting: { ceilingSeconds },
}: Ports): Promise<CeilingReached | undefined> {
  if (ceilingSeconds === undefined) return undefined;
  const now = clock.now();
  const all = [...(await ledgers.readLedgers()).values()].flatMap(({ ledger }) => ledger ?? []);
  const awakeSeconds = awakeSecondsOn(all, utcDay(now));
  if (awakeSeconds < ceilingSeconds) return undefined;
  return { ceilingSeconds, awakeSeconds, resetsAt: nextMidnight(now) };
}

/**
 * Whether the ceiling refuses to open a wake. It holds back only what would begin to cost: a wake that is open goes on,
 * and so does an endpoint that is there. So a stack uses more than its ceiling by what runs when it is reached, for as
 * long as that is used and its idle time lasts, and by what the ledgers don't know yet: for each running endpoint the
 * time since its last look.
 * @throws CloudError
 */
export async function wakeRefused(
  ports: Ports,
  model: string,
  wake: WakeRecord,
): Promise<CeilingReached | undefined> {
  // What is retired is refused for another reason, and for good.
  if (wake.status === 'open' || wake.status === 'retired') return undefined;
  const reached = await ceilingReached(ports);
  if (!reached) return undefined;
  const standing = standingOf(await ports.endpoint.describe(model));
  if (standing === 'serving' || standing === 'starting') return undefined;
  const { ceilingSeconds, awakeSeconds } = reached;
  ports.log('warn', 'wake_refused', { model, ceilingSeconds, awakeSeconds });
  return reached;
}

/** The refusal in words, for whoever asked. */
export function ceilingProblem(
  { ceilingSeconds, resetsAt }: CeilingReached,
  now: number,
): ProblemError {
  const hours = Math.round(ceilingSeconds / 36) / 100;
  const reset = new Date(resetsAt).toISOString().slice(0, 16).replace('T', ' ');
  return new ProblemError(
    'awake_ceiling',
    `This stack may be awake for ${hours} ${hours === 1 ? 'hour' : 'hours'} a day (pilotlight:awakeHoursPerDay). ` +
      `What sleeps can be woken again from ${reset} UTC on.`,
    [],
    Math.ceil((resetsAt - now) / 1000),
  );
}

/**
 * Before a prediction is parked: one that the ceiling would let nobody answer is not accepted.
 * @throws ProblemError `awake_ceiling`; CloudError
 */
export async function admit(ports: Ports, model: string): Promise<void> {
  if (ports.hosting.ceilingSeconds === undefined) return;
  const { record = NEVER_WOKEN } = await ports.store.readWake(model);
  const reached = await wakeRefused(ports, model, record);
  if (reached) throw ceilingProblem(reached, ports.clock.now());
}
