import { expect, it } from 'vitest';
import { toTrainingForm } from '../src/training-form.ts';

it('leaves everyday text alone', () => {
  const text = 'A crème brûlée, 漢字 and a 🎉.';
  expect(toTrainingForm(text)).toBe(text);
});

it('sets rare Han characters apart', () => {
  expect(toTrainingForm('a\u{20000}b')).toBe('a \u{20000} b');
});

it('keeps a last sigma from becoming ς', () => {
  expect(toTrainingForm('ΟΔΟΣ').toLowerCase()).toBe('οδοσ');
});
