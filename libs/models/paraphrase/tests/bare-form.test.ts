import { expect, it } from 'vitest';
import { bareForm } from '../src/bare-form.ts';

it.each([
  ['running', 'runs', 'run'],
  ['smiling', 'smiles', 'smiled', 'smile'],
  ['carries', 'carrying', 'carry', 'carried'],
  ['watches', 'watching', 'watch'],
])('is the same for %s and other forms', (...forms) => {
  expect(new Set(forms.map(bareForm)).size).toBe(1);
});

it('differs between words, and leaves short ones as they are', () => {
  expect(bareForm('dog')).not.toBe(bareForm('cat'));
  expect(['is', 'red', 'sing'].map(bareForm)).toEqual(['is', 'red', 'sing']);
});
