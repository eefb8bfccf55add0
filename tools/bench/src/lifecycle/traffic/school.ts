import type { Random } from '../../inputs/random.ts';
import { clockTime, days, type Day } from './calendar.ts';

/** When the periods of a day begin; each has 45 minutes. */
const PERIODS = [
  clockTime(8),
  clockTime(8, 50),
  clockTime(9, 55),
  clockTime(10, 45),
  clockTime(11, 45),
  clockTime(12, 35),
];

/** The lessons of a week that use the model, by their periods (0 is the first), Monday to Friday. */
const TIMETABLE: readonly (readonly number[])[] = [[1, 2], [0, 4], [1], [2, 3], [0, 1]];

/** When in a lesson the teacher gives a task, in minutes from its beginning. */
const TASK_MINUTES = [8, 18, 27, 36];

const PUPILS = { least: 20, most: 30 };
/** How many requests a pupil makes in a task. */
const ASKS = { least: 2, most: 5 };
/** From the teacher's task to a pupil's first request, in milliseconds: a whole class at nearly the same time. */
const BEGINNING = { mean: 15_000, deviation: 15_000, most: 60_000 };
/** Between two requests of a pupil, in milliseconds. */
const THINKING = { least: 15_000, most: 60_000 };

/** Homework: on this share of school days, this share of a class makes this many requests each in the evening. */
const HOMEWORK = { evenings: 0.3, share: 0.6, asks: { least: 1, most: 6 } };
const EVENING = { from: clockTime(16), to: clockTime(21) };
/** A few requests on weekends and holidays. */
const FREE_DAY_ASKS = { least: 0, most: 2 };
const FREE_DAY = { from: clockTime(9), to: clockTime(22) };

/** The times (epoch milliseconds) of a school's requests in a year, unsorted. */
export function school(random: Random): number[] {
  return days.flatMap((day) => {
    const { weekday, holiday } = day;
    if (holiday || weekday > 4) return within(random, day, FREE_DAY, FREE_DAY_ASKS);
    const lessons = (TIMETABLE[weekday] ?? []).flatMap((period) =>
      lesson(random, day.midnight + (PERIODS[period] ?? 0)),
    );
    return [...lessons, ...homework(random, day)];
  });
}

function lesson(random: Random, beginning: number): number[] {
  const pupils = random.integer(PUPILS.least, PUPILS.most);
  return TASK_MINUTES.flatMap((minutes) =>
    Array.from({ length: pupils }, () => task(random, beginning + minutes * 60_000)).flat(),
  );
}

function task(random: Random, told: number): number[] {
  const asks = random.integer(ASKS.least, ASKS.most);
  let at = told + random.normal(BEGINNING.mean, BEGINNING.deviation, 0, BEGINNING.most);
  return Array.from({ length: asks }, () => {
    const asked = at;
    at += random.integer(THINKING.least, THINKING.most);
    return asked;
  });
}

function homework(random: Random, day: Day): number[] {
  if (random.next() >= HOMEWORK.evenings) return [];
  const pupils = Math.round(random.integer(PUPILS.least, PUPILS.most) * HOMEWORK.share);
  return Array.from({ length: pupils }, () => within(random, day, EVENING, HOMEWORK.asks)).flat();
}

/** Some requests of one person, who starts at a random time between `from` and `to`. */
function within(
  random: Random,
  { midnight }: Day,
  { from, to }: { from: number; to: number },
  asks: { least: number; most: number },
): number[] {
  let at = midnight + random.integer(from, to);
  return Array.from({ length: random.integer(asks.least, asks.most) }, () => {
    const asked = at;
    at += random.integer(THINKING.least, THINKING.most);
    return asked;
  });
}
