import { describe, expect, it } from 'vitest';
import { bars } from '../../src/report/bars.ts';
import { row } from '../container/results.ts';

describe('bars', () => {
  it('compares at 32 callers with the seed, the fastest peer and the limit', () => {
    const found = bars([
      row({ perSecond: 600, p50Ms: 50, p99Ms: 110 }),
      row({ system: 'seed-stack', perSecond: 100 }),
      row({ system: 'fastapi', perSecond: 500 }),
      row({ system: 'litserve', perSecond: 580 }),
      row({ system: 'limit', perSecond: 640 }),
      row({ system: 'limit', perSecond: 9999, callers: 8 }),
    ]);
    expect(found.map(({ what, met }) => [what, met])).toEqual([
      ["times the seed's stack", true],
      ['times the fastest peer (litserve)', false],
      ['of the limit', true],
      ['p99 / p50', false],
    ]);
    expect(found.map((bar) => bar.found)).toEqual([6, 600 / 580, 600 / 640, 2.2]);
    expect(found.map((bar) => bar.wanted)).toEqual([5, 1.1, 0.88, 2]);
  });

  it('wants other ratios of the BiLSTM', () => {
    const found = bars([
      row({ model: 'bilstm', perSecond: 900 }),
      row({ model: 'bilstm', system: 'seed-stack', perSecond: 100 }),
    ]);
    expect(found[0]).toMatchObject({ found: 9, wanted: 10, met: false });
  });

  it('allows a lone caller 1.15 times a bare run and one millisecond', () => {
    const lone = (p50Ms: number) =>
      bars([row({ callers: 1, p50Ms }), row({ callers: 1, system: 'limit', p50Ms: 10 })]);
    expect(lone(12.5)).toMatchObject([{ wanted: 12.5, met: true }]);
    expect(lone(12.6)).toMatchObject([{ found: 12.6, met: false }]);
  });

  it('says nothing of what was not measured', () => {
    expect(bars([])).toEqual([]);
    expect(bars([row({ system: 'fastapi' })])).toEqual([]);
    expect(bars([row({})]).map(({ what }) => what)).toEqual(['p99 / p50']);
  });
});
