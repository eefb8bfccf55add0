import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QUICK } from '../../src/container/effort.ts';
import { MeasuredLimit } from '../../src/container/measured-limit.ts';
import { planName } from '../../src/limit/grid.ts';
import type { Limit, PlanFigures } from '../../src/limit/limit.ts';
import type { GridPlan } from '../../src/limit/limit-types.ts';

beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue());
afterEach(() => vi.restoreAllMocks());

const plan = (workers: number, threads: number, batch: number): GridPlan => ({
  workers,
  threads,
  batch,
});

/** A limit that finds the given `perSecond` figures for each plan, first in the trial and then in each turn. */
function limit(perSecond: Record<string, number[]>): Pick<Limit, 'tryGrid' | 'run'> {
  const next = (one: GridPlan): PlanFigures => ({
    plan: one,
    perSecond: perSecond[planName(one)]?.shift() ?? 0,
    p50Milliseconds: 1,
    p99Milliseconds: 2,
    memoryMiB: 3,
  });
  const plans = [plan(1, 1, 1), plan(2, 1, 1), plan(2, 1, 16)];
  return {
    tryGrid: async () => plans.map(next).sort((one, other) => other.perSecond - one.perSecond),
    run: async (one) => next(one),
  };
}

describe('MeasuredLimit', () => {
  it('is the best of the finalists of the trial, by the medians of the turns', async () => {
    const measured = new MeasuredLimit(
      limit({
        '1 × 1 × 1': [90, 101, 102, 103],
        '2 × 1 × 1': [200, 190, 190, 500],
        '2 × 1 × 16': [199, 210, 220, 230],
      }),
    );
    await measured.chooseFinalists(['short'], { ...QUICK, gridFinalists: 2 });
    for (let turn = 0; turn < 3; turn++) await measured.measure('short', QUICK);
    const best = measured.best({ callers: 32, lengths: 'short' });
    expect(best).toMatchObject({ plan: plan(2, 1, 16), sample: { perSecond: 220 } });
  });

  it('is one worker with one thread and no batch for a single caller', async () => {
    const measured = new MeasuredLimit(
      limit({ '1 × 1 × 1': [90, 101], '2 × 1 × 1': [200, 190], '2 × 1 × 16': [199, 210] }),
    );
    await measured.chooseFinalists(['short'], QUICK);
    await measured.measure('short', QUICK);
    const best = measured.best({ callers: 1, lengths: 'short' });
    expect(best).toMatchObject({ plan: plan(1, 1, 1), sample: { perSecond: 101 } });
  });

  it('is unknown for lengths that were not measured', () => {
    expect(new MeasuredLimit(limit({})).best({ callers: 8, lengths: 'mixed' })).toBeUndefined();
  });
});
