import { describe, expect, it } from 'vitest';
import { contenderRows, limitRows } from '../../src/container/rows.ts';
import type { Summary } from '../../src/container/samples.ts';
import { measured } from './results.ts';

const CELLS = [
  { callers: 1, lengths: 'mixed' },
  { callers: 32, lengths: 'mixed' },
] as const;

describe('contenderRows', () => {
  it('returns the fastest setting for each system and cell, by the medians', () => {
    const plain = measured('peer', 'plain', {
      '1 caller, mixed': [50, 60, 70],
      '32 callers, mixed': [90, 90, 500],
    });
    const batched = measured('peer', 'batched', {
      '1 caller, mixed': [40, 40, 40],
      '32 callers, mixed': [100, 110, 120],
    });
    expect(contenderRows('bilstm', [plain, batched], CELLS)).toMatchObject([
      { model: 'bilstm', system: 'peer', setting: 'plain', callers: 1, perSecond: 60 },
      { model: 'bilstm', system: 'peer', setting: 'batched', callers: 32, perSecond: 110 },
    ]);
  });

  it('has all documented members of the JSON', () => {
    const only = measured('peer', 'plain', { '1 caller, mixed': [50] });
    expect(contenderRows('bilstm', [only], CELLS)).toEqual([
      {
        model: 'bilstm',
        system: 'peer',
        setting: 'plain',
        callers: 1,
        lengths: 'mixed',
        perSecond: 50,
        leastPerSecond: 50,
        mostPerSecond: 50,
        p50Ms: 1,
        p99Ms: 2,
        rssMiB: 3,
        startMs: 20,
        installMiB: 30,
      },
    ]);
  });
});

describe('limitRows', () => {
  it('repeats the limit for every cell, so that a ratio is a simple join', () => {
    const sample: Summary = {
      perSecond: 650,
      leastPerSecond: 600,
      mostPerSecond: 700,
      p50Ms: 3,
      p99Ms: 4,
      rssMiB: 120,
    };
    const plan = { workers: 2, threads: 1, batch: 4 };
    const rows = limitRows('entailment', { best: () => ({ plan, sample }) }, CELLS);
    expect(rows.map(({ callers }) => callers)).toEqual([1, 32]);
    expect(rows[0]).toMatchObject({ system: 'limit', setting: '2 × 1 × 4', perSecond: 650 });
  });

  it('returns no row if no limit was measured', () => {
    expect(limitRows('entailment', { best: () => undefined }, CELLS)).toEqual([]);
  });
});
