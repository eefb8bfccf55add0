import { ProblemError } from '@pilotlight/contracts';
import { awakeSecondsOn } from './cost.ts';
import type { Ports } from '../ports.ts';
import { standingOf } from '../standing.ts';
import { nextMidnight, utcDay } from '../utc-day.ts';
import { NEVER_WOKEN, type WakeRecord } from '../wake/wake-record.ts';

/** The stack has used up its awake hours for this UTC day. */
export interface CeilingReached {
  readonly ceilingSeconds: number;
  readonly awakeSeconds: number;
  /** Epoch milliseconds. */
  readonly resetsAt: number;
}

/** @returns undefined while there are hours left; without a ceiling, nothing is read */
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
 * Whether the ceiling refuses to open a wake. Only new wakes are refused: open wakes and existing endpoints continue. A
 * stack can therefore exceed its ceiling, by endpoints that stay in use (plus their idle time) and by time that is not
 * in the ledgers yet: for each running endpoint, the time since it was last counted.
 * @throws CloudError
 */
export async function wakeRefused(
  ports: Ports,
  model: string,
  wake: WakeRecord,
): Promise<CeilingReached | undefined> {
  // A retired model is refused for another reason, permanently.
  if (wake.status === 'open' || wake.status === 'retired') return undefined;
  const reached = await ceilingReached(ports);
  if (!reached) return undefined;
  const standing = standingOf(await ports.endpoint.describe(model));
  if (standing === 'serving' || standing === 'starting') return undefined;
  const { ceilingSeconds, awakeSeconds } = reached;
  ports.log('warn', 'wake_refused', { model, ceilingSeconds, awakeSeconds });
  return reached;
}

/** The refusal as a problem for the caller. */
export function ceilingProblem(
  { ceilingSeconds, resetsAt }: CeilingReached,
  now: number,
): ProblemError {
  const hours = Math.round(ceilingSeconds / 36) / 100;
  const reset = new Date(resetsAt).toISOString().slice(0, 16).replace('T', ' ');
  return new ProblemError(
    'awake_ceiling',
    `This stack may be awake for ${hours} ${hours === 1 ? 'hour' : 'hours'} a day (pilotlight:awakeHoursPerDay). ` +
      `Sleeping models can be woken again from ${reset} UTC on.`,
    [],
    Math.ceil((resetsAt - now) / 1000),
  );
}

/**
 * Checks, before a prediction is parked, that the ceiling does not prevent its answer.
 * @throws ProblemError `awake_ceiling`; CloudError
 */
export async function admit(ports: Ports, model: string): Promise<void> {
  if (ports.hosting.ceilingSeconds === undefined) return;
  const { record = NEVER_WOKEN } = await ports.store.readWake(model);
  const reached = await wakeRefused(ports, model, record);
  if (reached) throw ceilingProblem(reached, ports.clock.now());
}
