import { describe, expect, it } from 'vitest';
import { nextMidnight, splitByDay, utcDay } from '../../src/cost/utc-day.ts';

const MIDNIGHT = Date.UTC(2026, 10, 25);

describe('a UTC day', () => {
  it('begins at midnight and ends before the next', () => {
    expect(utcDay(MIDNIGHT - 1)).toBe('2026-11-24');
    expect(utcDay(MIDNIGHT)).toBe('2026-11-25');
    expect(nextMidnight(MIDNIGHT - 1)).toBe(MIDNIGHT);
    expect(nextMidnight(MIDNIGHT)).toBe(MIDNIGHT + 24 * 3600 * 1000);
  });

  it('gets exactly the part of a period that is in it', () => {
    expect(splitByDay(MIDNIGHT - 1, MIDNIGHT + 1)).toEqual([
      ['2026-11-24', 1],
      ['2026-11-25', 1],
    ]);
    expect(splitByDay(MIDNIGHT - 5, MIDNIGHT)).toEqual([['2026-11-24', 5]]);
    expect(splitByDay(MIDNIGHT, MIDNIGHT)).toEqual([]);
  });
});
