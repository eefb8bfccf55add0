import type { Random } from '../../inputs/random.ts';
import { clockTime, days, type Day } from './calendar.ts';
import { poisson } from './poisson.ts';

/** Requests per hour of the day on which receipts are read, and of any other working day. */
const PER_HOUR = { morning: 2400, noon: 60, afternoon: 600, other: 3 };
const MORNING = { from: clockTime(8), to: clockTime(12) };
const AFTERNOON = { from: clockTime(13), to: clockTime(17) };

/**
 * The times (epoch milliseconds) of an office's requests in a year: on the first working day of each month it reads the
 * month's receipts, with a model that takes longer than the others.
 */
export function office(random: Random): number[] {
  let month: number | undefined;
  return days.flatMap((day) => {
    const { midnight, weekday } = day;
    if (weekday > 4) return [];
    const isFirst = new Date(midnight).getUTCMonth() !== month;
    month = new Date(midnight).getUTCMonth();
    if (isFirst) return readingDay(random, day);
    return poisson(random, midnight + MORNING.from, midnight + AFTERNOON.to, PER_HOUR.other);
  });
}

const readingDay = (random: Random, { midnight }: Day) => [
  ...poisson(random, midnight + MORNING.from, midnight + MORNING.to, PER_HOUR.morning),
  ...poisson(random, midnight + MORNING.to, midnight + AFTERNOON.from, PER_HOUR.noon),
  ...poisson(random, midnight + AFTERNOON.from, midnight + AFTERNOON.to, PER_HOUR.afternoon),
];
