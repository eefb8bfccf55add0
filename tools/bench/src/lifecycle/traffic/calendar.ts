const DAY = 24 * 60 * 60 * 1000;

/** The simulated year: a school year, in the school's own time, without daylight saving. */
export const YEAR = { start: Date.UTC(2025, 8, 1), days: 365 } as const;

/** The end of its first `days` days, in epoch milliseconds. */
export const endOf = (days: number): number => YEAR.start + days * DAY;

/** First and last days of holidays. Typical for many schools, 14 weeks without lessons; not a real calendar. */
const HOLIDAYS: readonly (readonly [from: string, to: string])[] = [
  ['2025-10-03', '2025-10-03'],
  ['2025-10-20', '2025-10-31'],
  ['2025-12-22', '2026-01-05'],
  ['2026-02-16', '2026-02-20'],
  ['2026-03-30', '2026-04-10'],
  ['2026-05-01', '2026-05-01'],
  ['2026-05-14', '2026-05-15'],
  ['2026-05-25', '2026-06-05'],
  ['2026-07-20', '2026-08-31'],
];

/** A day of the year, by its midnight. */
export interface Day {
  /** Epoch milliseconds. */
  readonly midnight: number;
  /** 0 is Monday. */
  readonly weekday: number;
  readonly holiday: boolean;
}

export const days: readonly Day[] = Array.from({ length: YEAR.days }, (_, index) => {
  const midnight = YEAR.start + index * DAY;
  const date = new Date(midnight).toISOString().slice(0, 10);
  return {
    midnight,
    weekday: (new Date(midnight).getUTCDay() + 6) % 7,
    holiday: HOLIDAYS.some(([from, to]) => from <= date && date <= to),
  };
});

/** The time of day `hours`:`minutes`, in milliseconds after midnight. */
export const clockTime = (hours: number, minutes = 0): number => (hours * 60 + minutes) * 60_000;
