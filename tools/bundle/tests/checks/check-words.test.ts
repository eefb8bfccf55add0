import { expect, test } from 'vitest';
import { checkWords } from '../../src/checks/check-words.ts';
import { manifest } from '../model-folder.ts';
import { subjectOf } from '../subject-of.ts';

test('finds nothing in a manifest with all titles and descriptions', () => {
  expect(checkWords(subjectOf())).toEqual([]);
});

test('warns about each missing title and description', () => {
  const wordless = {
    ...manifest,
    description: ' ',
    input: { type: 'object' as const, properties: { x: { type: 'number', title: 'X' } } },
    output: { type: 'object' as const, properties: { y: { type: 'number' } } },
    labels: [{ name: 'a', title: 'A', description: '' }],
  };
  const found = checkWords(subjectOf({ manifest: wordless }));
  expect(new Set(found.map(({ rule, severity }) => `${severity} ${rule}`))).toEqual(
    new Set(['warning page-words']),
  );
  expect(found.map(({ where, found }) => [where, found])).toEqual([
    ['model.json#/description', 'is empty'],
    ['model.json#/input/properties/x', 'has no description'],
    ['model.json#/output/properties/y', 'has no title and no description'],
    ['model.json#/labels/0/description', 'is empty'],
  ]);
});
