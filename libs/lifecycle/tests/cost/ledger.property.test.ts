import { LIMITS } from '@pilotlight/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countAwake } from '../../src/cost/count-awake.ts';
import { accrue, type Ledger } from '../../src/cost/ledger.ts';
import { createWorld, ENDPOINT } from '../../testing/index.ts';

const START = Date.UTC(2026, 10, 24, 23);
const TYPE = { instanceType: 'ml.m5.large', instanceCount: 1 };

/** One endpoint's lifetime, and when it was observed. */
interface Life {
  readonly createdAt: number;
  readonly seenAt: readonly number[];
}

interface Look {
  readonly createdAt: number;
  readonly seenAt: number;
}

/** Successive lifetimes of a few hours each, some across midnight; observations in chronological order. */
const lives = (most: number) =>
  fc
    .array(
      fc.record({
        gap: fc.integer({ min: 1, max: 5 * 3600 * 1000 }),
        looks: fc.array(fc.integer({ min: 0, max: 3 * 3600 * 1000 }), {
          minLength: 1,
          maxLength: 6,
        }),
      }),
      { minLength: 1, maxLength: most },
    )
    .map((drawn) => {
      let at = START;
      return drawn.map(({ gap, looks }): Life => {
        const createdAt = at + gap;
        const seenAt = looks.map((after) => createdAt + after).sort((a, b) => a - b);
        at = seenAt.at(-1) ?? createdAt;
        return { createdAt, seenAt };
      });
    });

const looksOf = (all: readonly Life[]): Look[] =>
  all.flatMap(({ createdAt, seenAt }) => seenAt.map((at) => ({ createdAt, seenAt: at })));

const sight = ({ createdAt }: Look) => ({
  endpoint: {
    status: 'InService' as const,
    configuration: 'config-1',
    createdAt,
    modifiedAt: createdAt,
  },
  ...TYPE,
});

/** The time from creation to the last observation, for each lifetime. */
const truth = (all: readonly Life[]) =>
  all.map(({ createdAt, seenAt }) => [createdAt, seenAt.at(-1) ?? createdAt] as const);

const trueSum = (all: readonly Life[]) =>
  truth(all).reduce((sum, [from, to]) => sum + to - from, 0);

/** The time of all lifetimes in one day, computed by overlap instead of by splitting. */
function trueDay(all: readonly Life[], day: string): number {
  const begin = Date.parse(`${day}T00:00:00Z`);
  const end = begin + 24 * 3600 * 1000;
  return truth(all).reduce(
    (sum, [from, to]) => sum + Math.max(0, Math.min(to, end) - Math.max(from, begin)),
    0,
  );
}

describe('the ledger', () => {
  it('counts the true time up to the last observation, whatever their order, and never shrinks', () => {
    fc.assert(
      fc.property(
        lives(LIMITS.livesRemembered).chain((all) => {
          const looks = looksOf(all);
          return fc.record({
            all: fc.constant(all),
            // Every observation at least once, some twice, shuffled.
            order: fc.subarray(looks).chain((twice) =>
              fc.shuffledSubarray([...looks, ...twice], {
                minLength: looks.length + twice.length,
              }),
            ),
          });
        }),
        ({ all, order }) => {
          let ledger: Ledger | undefined;
          let before = 0;
          for (const look of order) {
            ledger = accrue(ledger, sight(look), look.seenAt);
            expect(ledger.awakeMilliseconds).toBeGreaterThanOrEqual(before);
            before = ledger.awakeMilliseconds;
          }
          expect(ledger?.awakeMilliseconds).toBe(trueSum(all));
          expect(ledger?.instanceMilliseconds['ml.m5.large'] ?? 0).toBe(trueSum(all));
          for (const [day, milliseconds] of Object.entries(ledger?.days ?? {})) {
            expect(milliseconds).toBe(trueDay(all, day));
          }
          const days = Object.values(ledger?.days ?? {}).reduce((sum, part) => sum + part, 0);
          expect(days).toBe(trueSum(all));
        },
      ),
    );
  });

  it('counts the true time of any number of endpoints when each observation comes a little late', () => {
    fc.assert(
      fc.property(lives(12), (all) => {
        let ledger: Ledger | undefined;
        let late: Look | undefined;
        for (const look of looksOf(all)) {
          ledger = accrue(ledger, sight(look), look.seenAt);
          if (late) ledger = accrue(ledger, sight(late), late.seenAt);
          late = look;
        }
        expect(ledger?.awakeMilliseconds).toBe(trueSum(all));
      }),
    );
  });

  it('counts every second exactly once when several functions count at once', async () => {
    await fc.assert(
      fc.asyncProperty(lives(2), fc.scheduler(), async (all, scheduler) => {
        const world = createWorld();
        const wait = () => scheduler.schedule(Promise.resolve());
        world.ledgers.before = { readLedgers: wait, writeLedger: wait };
        const looks = looksOf(all);
        const endpoint = (look: Look) => sight(look).endpoint;
        const counting = looks.map((look) =>
          countAwake(world.instance(), ENDPOINT, endpoint(look), look.seenAt),
        );
        await scheduler.waitFor(Promise.all(counting));
        // The next observation makes up for one that lost every race.
        for (const { seenAt, createdAt } of truth(all).map(([from, to]) => ({
          createdAt: from,
          seenAt: to,
        }))) {
          const next = countAwake(
            world.instance(),
            ENDPOINT,
            endpoint({ createdAt, seenAt }),
            seenAt,
          );
          await scheduler.waitFor(next);
        }
        const ledger = world.ledgers.rows.get(ENDPOINT.key)?.ledger;
        expect(ledger?.awakeMilliseconds ?? 0).toBe(trueSum(all));
      }),
      { numRuns: 200 },
    );
  });
});
