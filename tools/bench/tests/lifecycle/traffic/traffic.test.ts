import { describe, expect, it } from 'vitest';
import { YEAR } from '../../../src/lifecycle/traffic/calendar.ts';
import { arrivals, TRAFFICS } from '../../../src/lifecycle/traffic/traffic.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const on = (times: Float64Array, date: string) => {
  const midnight = Date.parse(date);
  return [...times].filter((time) => time >= midnight && time < midnight + DAY);
};

describe.each(TRAFFICS)('the traffic of %s', (traffic) => {
  it('is sorted, within the year, and the same for the same seed', () => {
    const times = arrivals(traffic, 3);
    expect(times).toEqual(arrivals(traffic, 3));
    expect(times).not.toEqual(arrivals(traffic, 4));
    expect(times).toEqual(times.slice().sort());
    expect(times[0]).toBeGreaterThanOrEqual(YEAR.start);
    expect(times.at(-1)).toBeLessThan(YEAR.start + YEAR.days * DAY);
  });

  it('begins the same when only a part of the year is simulated', () => {
    const week = arrivals(traffic, 3, 7);
    expect(week.length).toBeGreaterThan(0);
    expect(week).toEqual(arrivals(traffic, 3).slice(0, week.length));
    expect(week.at(-1)).toBeLessThan(YEAR.start + 7 * DAY);
  });
});

describe('a school', () => {
  const times = arrivals('school', 1);

  it('makes about a hundred thousand requests a year, or a little more', () => {
    expect(times.length).toBeGreaterThan(100_000);
    expect(times.length).toBeLessThan(200_000);
  });

  it('makes requests in the lessons of its timetable, a class within a minute', () => {
    // A Tuesday: the first lesson and the fifth.
    const tuesday = on(times, '2025-09-09');
    const told = Date.parse('2025-09-09T08:08:00Z');
    const first = tuesday.filter((time) => time >= told && time < told + MINUTE);
    expect(first.length).toBeGreaterThanOrEqual(20);
    const between = tuesday.filter(
      (time) => time > told + 45 * MINUTE && time < told + 3 * 60 * MINUTE,
    );
    expect(between).toEqual([]);
  });

  it.each(['2025-09-13', '2025-10-22', '2025-12-25', '2026-08-10'])(
    'makes hardly any requests on %s, when there is no school',
    (date) => {
      expect(on(times, date).length).toBeLessThanOrEqual(2);
    },
  );
});

describe('a steady service', () => {
  it('makes requests every day, and more by day than by night', () => {
    const times = arrivals('steady', 1);
    const byDay = [...times].filter((time) => {
      const hour = new Date(time).getUTCHours();
      return hour >= 7 && hour < 21;
    });
    expect(byDay.length / (YEAR.days * 14)).toBeCloseTo(4, 0);
    expect((times.length - byDay.length) / (YEAR.days * 10)).toBeCloseTo(0.3, 1);
  });
});

describe('an office', () => {
  const times = arrivals('office', 1);

  it('reads receipts on the first working day of each month, most of them in the morning', () => {
    // The first of November 2025 is a Saturday.
    const reading = on(times, '2025-11-03');
    expect(reading.length).toBeGreaterThan(11_000);
    const noon = Date.parse('2025-11-03T12:00:00Z');
    const morning = reading.filter((time) => time < noon);
    expect(morning.length).toBeGreaterThan(9000);
    expect(morning[0]).toBeGreaterThanOrEqual(Date.parse('2025-11-03T08:00:00Z'));
  });

  it('makes a few requests on the other working days, and none on weekends', () => {
    expect(on(times, '2025-11-01')).toEqual([]);
    expect(on(times, '2025-11-04').length).toBeGreaterThan(10);
    expect(on(times, '2025-11-04').length).toBeLessThan(50);
  });
});
