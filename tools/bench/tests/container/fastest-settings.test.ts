import { describe, expect, it } from 'vitest';
import type { Cell } from '../../src/container/cell.ts';
import { fastestSettings } from '../../src/container/fastest-settings.ts';
import { measured } from './results.ts';

const CELLS = [
  { callers: 1, lengths: 'short' },
  { callers: 8, lengths: 'short' },
  { callers: 32, lengths: 'short' },
] as const;

/** Predictions per second for 1, 8 and 32 callers. */
const figures = (...[one, eight, many]: [number, number, number]) => ({
  '1 caller, short': [one],
  '8 callers, short': [eight],
  '32 callers, short': [many],
});

describe('fastestSettings', () => {
  const settings = (given: ReturnType<typeof measured>[], cells: readonly Cell[] = CELLS) =>
    fastestSettings(given, cells).map(({ contender }) => contender.setting);

  it('drops a setting that is slower everywhere', () => {
    const fast = measured('one', 'fast', figures(100, 100, 100));
    const slow = measured('one', 'slow', figures(50, 89, 50));
    expect(settings([fast, slow])).toEqual(['fast']);
  });

  it('keeps a setting that is faster, or nearly as fast, for some number of callers', () => {
    const few = measured('one', 'few', figures(10, 100, 10));
    const many = measured('one', 'many', figures(10, 10, 100));
    const near = measured('one', 'near', figures(10, 10, 95));
    expect(settings([few, many, near])).toEqual(['few', 'many', 'near']);
  });

  it('counts a single caller only if there are no other cells', () => {
    const lone = measured('one', 'lone', figures(100, 10, 10));
    const many = measured('one', 'many', figures(10, 100, 100));
    expect(settings([lone, many])).toEqual(['many']);
    expect(settings([lone, many], CELLS.slice(0, 1))).toEqual(['lone']);
  });

  it('compares a system only with itself', () => {
    const fast = measured('one', 'fast', figures(100, 100, 100));
    const other = measured('two', 'other', figures(5, 5, 5));
    expect(settings([fast, other])).toEqual(['fast', 'other']);
  });
});
