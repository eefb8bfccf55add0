import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QUICK } from '../../src/container/effort.ts';
import type { Cell } from '../../src/container/cell.ts';
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

const short = (callers: number): Cell => ({ callers, lengths: 'short' });

describe('MeasuredLimit', () => {
  it('is the best of the finalists of the trial, by the medians of the turns', async () => {
    const measured = new MeasuredLimit(
      limit({
        '1 × 1 × 1': [90, 101, 102, 103],
        '2 × 1 × 1': [200, 190, 190, 500],
        '2 × 1 × 16': [199, 210, 220, 230],
      }),
    );
    await measured.chooseFinalists([short(32)], { ...QUICK, gridFinalists: 2 });
    for (let turn = 0; turn < 3; turn++) await measured.measure([short(32)], 'short', QUICK);
    const best = measured.best(short(32));
    expect(best).toMatchObject({ plan: plan(2, 1, 16), sample: { perSecond: 220 } });
  });

  it('is one worker with one thread and no batch for a single caller', async () => {
    const measured = new MeasuredLimit(
      limit({ '1 × 1 × 1': [90, 101], '2 × 1 × 1': [200, 190], '2 × 1 × 16': [199, 210] }),
    );
    const cells = [short(1), short(32)];
    await measured.chooseFinalists(cells, QUICK);
    await measured.measure(cells, 'short', QUICK);
    const best = measured.best(short(1));
    expect(best).toMatchObject({ plan: plan(1, 1, 1), sample: { perSecond: 101 } });
  });

  it('has no batches that the callers of a cell could not fill', async () => {
    const measured = new MeasuredLimit(
      limit({ '1 × 1 × 1': [90, 90], '2 × 1 × 1': [180, 180], '2 × 1 × 16': [500, 500] }),
    );
    const cells = [short(8), short(31), short(32)];
    await measured.chooseFinalists(cells, { ...QUICK, gridFinalists: 1 });
    await measured.measure(cells, 'short', QUICK);
    const best = cells.map((cell) => measured.best(cell)?.plan);
    expect(best).toEqual([plan(2, 1, 1), plan(2, 1, 1), plan(2, 1, 16)]);
  });

  it('measures a plan once in a turn, and only those of the given lengths', async () => {
    const found = limit({});
    const run = vi.spyOn(found, 'run');
    const measured = new MeasuredLimit(found);
    const cells: Cell[] = [short(8), short(128), { callers: 128, lengths: 'mixed' }];
    await measured.chooseFinalists(cells, { ...QUICK, gridFinalists: 3 });
    await measured.measure(cells, 'short', QUICK);
    expect(run.mock.calls.map(([one, lengths]) => `${planName(one)} ${lengths}`).sort()).toEqual([
      '1 × 1 × 1 short',
      '2 × 1 × 1 short',
      '2 × 1 × 16 short',
    ]);
  });

  it('is unknown for lengths that were not measured', () => {
    expect(new MeasuredLimit(limit({})).best({ callers: 8, lengths: 'mixed' })).toBeUndefined();
  });
});
