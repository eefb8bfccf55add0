import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/lifecycle/row.ts';
import { simulate } from '../../src/lifecycle/simulate.ts';
import { SYSTEM_NAMES } from '../../src/lifecycle/systems/systems.ts';

/** The first week of the year, with all the failures of a whole year. */
const DAYS = 7;
const HOURS = DAYS * 24;

/** Enough for two seeds to differ. */
const FEW_DAYS = 2;

const ended = ({ answered, refused, lost }: Row) => answered + refused + lost;

it.each(SYSTEM_NAMES)('%s has the same row for the same seed', async (system) => {
  const row = await simulate('steady', system, 11, FEW_DAYS);
  expect(await simulate('steady', system, 11, FEW_DAYS)).toEqual(row);
  expect(await simulate('steady', system, 12, FEW_DAYS)).not.toEqual(row);
});

describe.each(['school', 'steady'] as const)('a week of %s', (traffic) => {
  it.each(SYSTEM_NAMES)('for %s accounts for every request', async (system) => {
    const row = await simulate(traffic, system, 11, FEW_DAYS);
    expect(ended(row)).toBe(row.requests);
    expect(row.answeredAtOnce * row.requests).toBeLessThanOrEqual(row.answered);
  });

  it.each([1, 2, 3, 4, 5])(
    'for pilotlight loses nothing and leaves nothing running, seed %i',
    async (seed) => {
      const row = await simulate(traffic, 'pilotlight', seed, DAYS);
      expect(row).toMatchObject({ lost: 0, hoursLeaked: 0 });
      expect(row.wakes).toBeGreaterThan(5);
      // The idle time and a check, and both again when the record of the last use was lost.
      expect(row.longestUnusedHours).toBeLessThan(2.2);
      expect(row.hoursAwake).toBeLessThan(HOURS);
    },
  );

  it.each(['function', 'auto'] as const)(
    'for %s loses nothing, answers within two seconds and costs cents',
    async (system) => {
      const row = await simulate(traffic, system, 1, DAYS);
      expect(row).toMatchObject({ lost: 0, refused: 0, hoursLeaked: 0 });
      // Of the steady service, most requests that come after a pause have two cold starts, one after the other.
      expect(row.answeredAtOnce).toBeGreaterThan(traffic === 'school' ? 0.99 : 0.95);
      expect(row.costUsd).toBeLessThan(0.06);
    },
  );

  it('for auto costs at most 5 % more than the function alone', async () => {
    const auto = await simulate(traffic, 'auto', 1, DAYS);
    const alone = await simulate(traffic, 'function', 1, DAYS);
    expect(auto.wakes).toBe(0);
    expect(auto.costUsd).toBeLessThan(alone.costUsd * 1.05);
  });

  it('costs an instance for the whole time when it is always on', async () => {
    const row = await simulate(traffic, 'always-on', 1, DAYS);
    expect(row).toMatchObject({ wakes: 0, lost: 0, hoursAwake: HOURS, hoursLeaked: 0 });
    expect(row.costUsd).toBeGreaterThan(HOURS * 0.056);
    expect(row.costUsd).toBeLessThan(HOURS * 0.056 + 0.1);
    expect(row.answeredAtOnce).toBeGreaterThan(0.99);
  });

  it('loses requests for the naive timer while it wakes', async () => {
    const row = await simulate(traffic, 'naive-timer', 1, DAYS);
    expect(row.lost / row.requests).toBeGreaterThan(0.03);
    expect(row.refused).toBe(0);
  });

  it('costs next to nothing for serverless, which starts cold, and loses nothing', async () => {
    const row = await simulate(traffic, 'serverless', 1, DAYS);
    expect(row).toMatchObject({ lost: 0, refused: 0, hoursLeaked: 0 });
    expect(row.costUsd).toBeLessThan(0.1);
    expect(row.wakes).toBeGreaterThan(50);
    expect(row.p99WaitSeconds).toBeGreaterThan(5);
  });
});

it("saves the alarm's two minutes by asking for the first instance at once, and loses no job", async () => {
  const asking = await simulate('steady', 'async', 1, DAYS);
  const waiting = await simulate('steady', 'async-alarm', 1, DAYS);
  for (const row of [asking, waiting]) expect(row).toMatchObject({ lost: 0, refused: 0 });
  expect(waiting.p99WaitSeconds - asking.p99WaitSeconds).toBeGreaterThan(60);
  // The last instance goes a quarter of an hour after the last job.
  expect(asking.longestUnusedHours).toBeCloseTo(0.25, 2);
  expect(asking.hoursAwake).toBeLessThan(HOURS / 2);
});

it('detects an endpoint that is left running because enabling the rule failed', async () => {
  // The first seed for which this happens in a fortnight.
  const row = await simulate('steady', 'naive-timer', 2, 14);
  expect(row.hoursLeaked).toBeGreaterThan(1);
  expect(row.longestUnusedHours).toBeGreaterThan(2);
});

it('auto creates the endpoint for a busy morning, deletes it after that, and costs least', async () => {
  // The first day is one on which the office reads its receipts.
  const [auto, byFunction, byEndpoint] = await Promise.all(
    (['auto', 'function', 'pilotlight'] as const).map((system) => simulate('office', system, 1, 1)),
  );
  expect(auto).toMatchObject({ lost: 0, refused: 0 });
  // For the morning, again when it was deleted by hand, and for a request that was killed with its instance.
  expect(auto?.wakes).toBeGreaterThan(0);
  expect(auto?.wakes).toBeLessThan(5);
  expect(auto?.hoursAwake).toBeLessThan(byEndpoint?.hoursAwake ?? 0);
  const cheaper = Math.min(byFunction?.costUsd ?? 0, byEndpoint?.costUsd ?? 0);
  expect(auto?.costUsd).toBeLessThan(cheaper * 1.05);
});
