import { expect, it } from 'vitest';
import { toTrainingForm } from '../src/training-form.ts';

it('does not change ordinary text', () => {
  const text = 'A crème brûlée, 漢字 and a 🎉.';
  expect(toTrainingForm(text)).toBe(text);
});

it('separates rare Han characters', () => {
  expect(toTrainingForm('a\u{20000}b')).toBe('a \u{20000} b');
});

it('keeps a final sigma from becoming ς', () => {
  expect(toTrainingForm('ΟΔΟΣ').toLowerCase()).toBe('οδοσ');
});
