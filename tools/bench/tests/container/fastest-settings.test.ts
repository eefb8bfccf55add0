import { describe, expect, it } from 'vitest';
import { fastestSettings } from '../../src/container/fastest-settings.ts';
import { measured } from './results.ts';

const CELLS = [
  { callers: 1, lengths: 'short' },
  { callers: 32, lengths: 'short' },
] as const;

describe('fastestSettings', () => {
  const settings = (...given: ReturnType<typeof measured>[]) =>
    fastestSettings(given, CELLS).map(({ contender }) => contender.setting);

  it('leaves out a setting that is slower everywhere', () => {
    const fast = measured('one', 'fast', { '1 caller, short': [100], '32 callers, short': [100] });
    const slow = measured('one', 'slow', { '1 caller, short': [89], '32 callers, short': [50] });
    expect(settings(fast, slow)).toEqual(['fast']);
  });

  it('keeps a setting that is faster, or nearly so, in one cell', () => {
    const lone = measured('one', 'lone', { '1 caller, short': [100], '32 callers, short': [10] });
    const many = measured('one', 'many', { '1 caller, short': [10], '32 callers, short': [100] });
    const near = measured('one', 'near', { '1 caller, short': [10], '32 callers, short': [95] });
    expect(settings(lone, many, near)).toEqual(['lone', 'many', 'near']);
  });

  it('compares a system with itself only', () => {
    const fast = measured('one', 'fast', { '1 caller, short': [100], '32 callers, short': [100] });
    const other = measured('two', 'other', { '1 caller, short': [5], '32 callers, short': [5] });
    expect(settings(fast, other)).toEqual(['fast', 'other']);
  });
});
