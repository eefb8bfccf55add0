import { ProblemError } from '@pilotlight/contracts';
import { awakeSecondsOn } from './cost.ts';
import type { CostPorts } from './ports.ts';
import { nextMidnight, utcDay } from './utc-day.ts';

/** The stack has used up its awake hours for this UTC day. */
export interface CeilingReached {
  readonly ceilingSeconds: number;
  readonly awakeSeconds: number;
  /** Epoch milliseconds. */
  readonly resetsAt: number;
}

/**
 * @returns undefined while there are hours left; without a ceiling, nothing is read
 * @throws CloudError
 */
export async function ceilingReached({
  ledgers,
  clock,
  ceilingSeconds,
}: Pick<CostPorts, 'ledgers' | 'clock' | 'ceilingSeconds'>): Promise<CeilingReached | undefined> {
  if (ceilingSeconds === undefined) return undefined;
  const now = clock.now();
  const all = [...(await ledgers.readLedgers()).values()].flatMap(({ ledger }) => ledger ?? []);
  const awakeSeconds = awakeSecondsOn(all, utcDay(now));
  if (awakeSeconds < ceilingSeconds) return undefined;
  return { ceilingSeconds, awakeSeconds, resetsAt: nextMidnight(now) };
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
