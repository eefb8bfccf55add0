import { describe, expect, it } from 'vitest';
import { Samples } from '../../src/container/samples.ts';

describe('Samples', () => {
  it('summarises turns by medians, and by the maximum of the memory', () => {
    const samples = new Samples();
    samples.add('cell', { perSecond: 10, p50Ms: 3, p99Ms: 30, rssMiB: 100 });
    samples.add('cell', { perSecond: 30, p50Ms: 1, p99Ms: 90, rssMiB: 300 });
    samples.add('cell', { perSecond: 20, p50Ms: 2, p99Ms: 60, rssMiB: 200 });
    samples.add('other', { perSecond: 1, p50Ms: 1, p99Ms: 1, rssMiB: 999 });
    expect(samples.summary('cell')).toEqual({
      perSecond: 20,
      leastPerSecond: 10,
      mostPerSecond: 30,
      p50Ms: 2,
      p99Ms: 60,
      rssMiB: 300,
    });
  });

  it('has no summary for a key that was never measured', () => {
    expect(new Samples().summary('cell')).toBeUndefined();
  });
});
