import { expect, test } from 'vitest';
import { draftOf, inputOf } from '../../src/form/draft.ts';
import { fieldsOf } from '../../src/form/fields.ts';
import { entailment } from '../fixtures/entailment.ts';
import { prices } from '../fixtures/prices.ts';

const fields = fieldsOf(prices.input);
const field = (name: string) => fields.find((each) => each.name === name);
const full = prices.examples[0]?.input ?? {};

test('each kind of property gets its control', () => {
  expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
    ['street', 'line'],
    ['floorArea', 'number'],
    ['rooms', 'number'],
    ['balcony', 'boolean'],
    ['heating', 'choice'],
    ['built', 'choice'],
    ['extras', 'json'],
  ]);
  expect(fieldsOf(entailment.input)[0]?.kind).toBe('text');
});

test('title, bounds, step and required come from the schema; a missing title is made from the name', () => {
  expect(field('floorArea')).toMatchObject({ title: 'Area', minimum: 10, maximum: 500 });
  expect(field('rooms')).toMatchObject({ title: 'Rooms', step: 1, whole: true, required: false });
  expect(fieldsOf({ type: 'object', properties: { maxNewTokens: {} } })[0]?.title).toBe(
    'Max new tokens',
  );
  expect(field('built')?.options.map(({ title }) => title)).toEqual(['Before the war', 'After it']);
});

test('a text with some values in its schema gets them as suggestions; any other text is possible too', () => {
  const anyOf = [{ const: '(S)', title: 'They sing.' }, { title: 'Others' }];
  const shape = (type: string, branches: object[]) =>
    fieldsOf({ type: 'object', properties: { shape: { type, anyOf: branches } } })[0];
  expect(shape('string', anyOf)).toMatchObject({
    kind: 'suggested',
    options: [{ value: '(S)', title: 'They sing.' }],
  });
  expect(shape('string', anyOf.slice(0, 1))?.kind).toBe('choice');
  expect(shape('number', anyOf)).toMatchObject({ kind: 'number', options: [] });
});

test('an example goes through the form unchanged', () => {
  expect(inputOf(fields, draftOf(fields, full))).toEqual({ input: full, mistakes: {} });
});

test('an empty form reports required fields, leaves optional ones out and uses defaults', () => {
  const { input, mistakes } = inputOf(fields, draftOf(fields, {}));
  expect(mistakes).toEqual({
    street: 'Write something here.',
    floorArea: 'Enter a number.',
    heating: 'Choose one.',
  });
  expect(input).toEqual({ balcony: true });
});

test.each([
  [{ floorArea: '9' }, { floorArea: 'Enter 10 or more.' }],
  [{ floorArea: '501' }, { floorArea: 'Enter 500 or less.' }],
  [{ rooms: '1.5' }, { rooms: 'Enter a whole number.' }],
  [{ street: 'x'.repeat(61) }, { street: 'At most 60 characters; this has 61.' }],
  [{ extras: '[1,' }, { extras: expect.stringMatching(/^This is not JSON: /) }],
])('%j is refused with a message', (change, wanted) => {
  expect(inputOf(fields, { ...draftOf(fields, full), ...change }).mistakes).toEqual(wanted);
});

test('length is counted in code points, as JSON Schema does', () => {
  const draft = { ...draftOf(fields, full), street: '🏠'.repeat(60) };
  expect(inputOf(fields, draft).mistakes).toEqual({});
});

test('a nullable number is a number field, and null when left empty', () => {
  const nullable = fieldsOf({
    type: 'object',
    properties: { age: { type: ['number', 'null'] } },
    required: ['age'],
  });
  expect(nullable).toMatchObject([{ kind: 'number', nullable: true }]);
  expect(inputOf(nullable, { age: '' })).toEqual({ input: { age: null }, mistakes: {} });
  expect(inputOf(nullable, draftOf(nullable, { age: 3 })).input).toEqual({ age: 3 });
  expect(draftOf(nullable, { age: null })).toEqual({ age: '' });
});
