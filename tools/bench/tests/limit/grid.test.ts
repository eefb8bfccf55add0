import { describe, expect, it } from 'vitest';
import { gridShapes, LONE, planName } from '../../src/limit/grid.ts';

describe('gridShapes', () => {
  const names = (processors: number) =>
    gridShapes(processors).map(({ workers, threads }) => `${workers}x${threads}`);

  it('tries one worker, one with all threads, one per processor and one more', () => {
    expect(names(2)).toEqual(['1x1', '1x2', '2x1', '3x1']);
  });

  it('also tries two threads per worker if there are more processors', () => {
    expect(names(4)).toEqual(['1x1', '1x4', '2x2', '4x1', '5x1']);
  });

  it('tries no second thread on a single processor', () => {
    expect(names(1)).toEqual(['1x1', '2x1']);
  });
});

describe('planName', () => {
  it('names workers, threads and batch', () => {
    expect(planName(LONE)).toBe('1 × 1 × 1');
    expect(planName({ workers: 3, threads: 1, batch: 16 })).toBe('3 × 1 × 16');
  });
});
