import type { Random } from '../../inputs/random.ts';
import { clockTime, days } from './calendar.ts';
import { poisson } from './poisson.ts';

/** Requests per hour by day and by night: a tool that a few people use at any time, every day of the year. */
const PER_HOUR = { day: 4, night: 0.3 };
const DAY = { from: clockTime(7), to: clockTime(21) };

/**
 * The times (epoch milliseconds) of a small steady service's requests in a year: a Poisson process by day and by night.
 */
export function steady(random: Random): number[] {
  return days.flatMap(({ midnight }) => [
    ...poisson(random, midnight, midnight + DAY.from, PER_HOUR.night),
    ...poisson(random, midnight + DAY.from, midnight + DAY.to, PER_HOUR.day),
    ...poisson(random, midnight + DAY.to, midnight + clockTime(24), PER_HOUR.night),
  ]);
}
