import { expect, test } from 'vitest';
import { checkSchemas } from '../../src/checks/check-schemas.ts';
import { manifest } from '../model-folder.ts';
import { subjectOf } from '../subject-of.ts';

const check = (properties: Record<string, Record<string, unknown>>, required: string[] = []) =>
  checkSchemas(
    subjectOf({ manifest: { ...manifest, input: { type: 'object', properties, required } } }),
  );

test('accepts schemas that a value can match', () => {
  const nested = { type: 'object', properties: { y: { type: ['number', 'null'] } } };
  const found = check(
    {
      text: { type: 'string', pattern: '^[a-z]+$', minLength: 1, maxLength: 1 },
      choice: { enum: ['a', 'b'] },
      either: { oneOf: [{ const: 1, title: 'One' }] },
      rows: { type: 'array', items: { type: 'array', items: nested } },
      nested,
    },
    ['text', 'rows'],
  );
  expect(found).toEqual([]);
});

test.each<[string, Record<string, unknown>, string, RegExp]>([
  ['an unknown type', { type: 'float' }, 'x', /unknown type "float"/],
  ['an unknown type among others', { type: ['text', 'null'] }, 'x', /unknown type "text"/],
  ['no type', { title: 'X' }, 'x', /has no type/],
  [
    'a minimum above the maximum',
    { type: 'number', minimum: 2, maximum: 1 },
    'x',
    /minimum 2 above maximum 1/,
  ],
  [
    'a minimum length above the maximum',
    { type: 'string', minLength: 9, maxLength: 1 },
    'x',
    /minLength 9/,
  ],
  ['an empty enum', { enum: [] }, 'x', /empty enum/],
  ['an invalid pattern', { type: 'string', pattern: '(' }, 'x', /not a regular expression/],
  ['items that are not a schema', { type: 'array', items: 'number' }, 'x/items', /not a schema/],
  ['a wrong type in the items', { type: 'array', items: { type: 'int' } }, 'x/items', /"int"/],
  [
    'a wrong type in a nested object',
    { type: 'object', properties: { y: { type: 'int' } } },
    'x/properties/y',
    /"int"/,
  ],
])('refuses %s', (_what, schema, where, found) => {
  const [finding, ...others] = check({ x: schema });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    rule: 'schema-property',
    severity: 'error',
    where: `model.json#/input/properties/${where}`,
  });
  expect(finding?.found).toMatch(found);
});

test('refuses a required name that is not a property, at any depth', () => {
  const inner = { type: 'object', properties: { y: { type: 'number' } }, required: ['z'] };
  expect(check({ x: inner }, ['x', 'w'])).toEqual([
    {
      rule: 'schema-required',
      severity: 'error',
      where: 'model.json#/input',
      found: 'requires "w", which is not a property',
      wanted: 'use one of x, or add it',
    },
    expect.objectContaining({
      where: 'model.json#/input/properties/x',
      wanted: expect.stringContaining('one of y'),
    }),
  ]);
});

test('refuses a schema without properties', () => {
  expect(check({})).toMatchObject([{ rule: 'schema-property', found: 'has no properties' }]);
});

test('refuses a schema with an error that only the validator finds', () => {
  expect(check({ x: { allOf: [{ type: 'string', pattern: '(' }] } })).toMatchObject([
    { rule: 'schema-property', found: expect.stringContaining('not a usable JSON Schema') },
  ]);
});
