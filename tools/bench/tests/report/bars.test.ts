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
      ['times the fastest server (litserve), callers: 32', true],
      ['of the limit, callers: 32', false],
    ]);
    const ratios = [6, 600 / 580, 600 / 640, 2.2, 600 / 580, 600 / 640];
    expect(found.map((bar) => bar.found)).toEqual(ratios);
    expect(found.map((bar) => bar.wanted)).toEqual([5, 1.1, 0.88, 2, 0.97, 0.94]);
  });

  it('has other targets for the BiLSTM', () => {
    const found = bars([
      row({ model: 'bilstm', perSecond: 900 }),
      row({ model: 'bilstm', system: 'seed-stack', perSecond: 100 }),
    ]);
    expect(found[0]).toMatchObject({ found: 9, wanted: 10, met: false });
  });

  it('allows a single caller 1.15 times a bare run plus one millisecond', () => {
    const lone = (p50Ms: number) =>
      bars([row({ callers: 1, p50Ms }), row({ callers: 1, system: 'limit', p50Ms: 10 })]);
    expect(lone(12.5)).toMatchObject([{ wanted: 12.5, met: true }]);
    expect(lone(12.6)).toMatchObject([{ found: 12.6, met: false }]);
  });

  it('compares every number of callers with the fastest server, and from 8 callers on with the limit', () => {
    const found = bars(
      [1, 8].flatMap((callers) => [
        row({ callers, perSecond: 96 }),
        row({ callers, system: 'fastapi', perSecond: 98 }),
        row({ callers, system: 'bare-node', perSecond: 100 }),
        row({ callers, system: 'limit', perSecond: 102 }),
      ]),
    ).filter(({ what }) => what.includes('callers:'));
    expect(found.map(({ what, met }) => [what, met])).toEqual([
      ['times the fastest server (bare-node), callers: 1', false],
      ['times the fastest server (bare-node), callers: 8', false],
      ['of the limit, callers: 8', true],
    ]);
  });

  it('has no targets for what was not measured', () => {
    expect(bars([])).toEqual([]);
    expect(bars([row({ system: 'fastapi' })])).toEqual([]);
    expect(bars([row({})]).map(({ what }) => what)).toEqual(['p99 / p50']);
  });
});
