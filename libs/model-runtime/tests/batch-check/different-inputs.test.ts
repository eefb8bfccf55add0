import { violations } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { differentInputs } from '../../src/batch-check/different-inputs.ts';
import { modelOf, schemaOf } from '../codecs/models.ts';

const number = { type: 'number' };

test.each<[string, Parameters<typeof schemaOf>[0], Record<string, unknown>]>([
  ['a number', { x: number }, { x: 0 }],
  ['a share', { x: { type: 'number', minimum: 0, maximum: 1 } }, { x: 1 }],
  ['an integer', { x: { type: 'integer', minimum: 1, maximum: 3 } }, { x: 2 }],
  ['a text', { x: { type: 'string', maxLength: 20 } }, { x: 'a few words here' }],
  ['a list', { x: { type: 'array', items: number, minItems: 3, maxItems: 3 } }, { x: [1, 2, 3] }],
  [
    'lists in a list',
    { x: { type: 'array', items: { type: 'array', items: number } } },
    { x: [[1], [2]] },
  ],
  ['one of several', { x: { type: 'string', enum: ['a', 'b', 'c'] } }, { x: 'b' }],
  ['true or false, and a number', { x: { type: 'boolean' }, y: number }, { x: true, y: 1 }],
])('makes three distinct valid inputs from one example of %s', (_name, properties, input) => {
  const model = { ...modelOf(schemaOf(properties)), examples: [{ title: 'One', input }] };
  const inputs = differentInputs(model, 3);
  expect(new Set(inputs.map((each) => JSON.stringify(each))).size).toBe(3);
  for (const each of inputs) expect(violations(model.input, each)).toEqual([]);
  expect(inputs).toContainEqual(input);
});

test('varies the lengths of strings and lists, if the schema allows it', () => {
  const properties = { words: { type: 'string' }, list: { type: 'array', items: number } };
  const input = { words: 'one two three four', list: [1, 2, 3, 4] };
  const model = { ...modelOf(schemaOf(properties)), examples: [{ title: 'One', input }] };
  const inputs = differentInputs(model, 4) as (typeof input)[];
  expect(new Set(inputs.map(({ words }) => words.length)).size).toBeGreaterThan(1);
  expect(new Set(inputs.map(({ list }) => list.length)).size).toBeGreaterThan(1);
});

test('takes examples from the shortest to the longest, and one variant', () => {
  const words = ['a', 'bb', 'ccc', 'dddd', 'eeeee', 'ffffff', 'ggggggg'];
  const examples = words.map((x) => ({ title: x, input: { x } }));
  const inputs = differentInputs({ ...modelOf(schemaOf({ x: { type: 'string' } })), examples }, 4);
  const [first, middle, last, other] = inputs.map((each) => (each as { x: string }).x);
  expect([first, middle, last]).toEqual(['a', 'dddd', 'ggggggg']);
  expect(words).not.toContain(other);
});

test('does not change images and strings with a format', () => {
  const properties = {
    image: { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' },
    day: { type: 'string', format: 'date' },
  };
  const input = { image: 'aGVsbG8=', day: '2026-11-28' };
  const model = { ...modelOf(schemaOf(properties)), examples: [{ title: 'One', input }] };
  expect(differentInputs(model, 4)).toEqual([input]);
});
