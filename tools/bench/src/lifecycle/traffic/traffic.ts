import { Random } from '../../inputs/random.ts';
import { seedOf } from '../seed.ts';
import { endOf, YEAR } from './calendar.ts';
import { office } from './office.ts';
import { school } from './school.ts';
import { steady } from './steady.ts';

const KINDS = { school, steady, office } as const;

export type TrafficName = keyof typeof KINDS;

export const TRAFFICS = Object.keys(KINDS) as TrafficName[];

/** The times (epoch milliseconds) of the requests in the year's first `days`, sorted; the same for every system. */
export function arrivals(
  traffic: TrafficName,
  seed: number,
  days: number = YEAR.days,
): Float64Array {
  const times = KINDS[traffic](new Random(seedOf(seed, traffic)));
  const end = endOf(days);
  return Float64Array.from(times, Math.round)
    .filter((time) => time < end)
    .sort();
}
