import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { parse, violations } from '../src/index.ts';

const schema = {
  type: 'object',
  properties: {
    premise: { type: 'string', minLength: 1, maxLength: 5 },
    count: { type: 'integer', minimum: 1, maximum: 9 },
    kind: { enum: ['a', 'b'] },
    list: { type: 'array', items: { type: 'number' }, maxItems: 2 },
    'odd/na~me': { type: 'boolean' },
    inner: { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] },
  },
  required: ['premise', 'count'],
  additionalProperties: false,
};

const good = { premise: 'a', count: 1 };

describe('violations', () => {
  it('is empty for a valid value', () => {
    expect(violations(schema, { ...good, kind: 'a', list: [1, 2], inner: { x: 1 } })).toEqual([]);
  });

  it('names each missing property and what it must be', () => {
    expect(violations(schema, {})).toEqual([
      { pointer: '/premise', detail: 'is missing; must be a string of 1 to 5 characters' },
      { pointer: '/count', detail: 'is missing; must be an integer from 1 to 9' },
    ]);
  });

  it.each([
    [{ premise: '' }, '/premise', 'is empty; must be a string of 1 to 5 characters'],
    [{ premise: 'abcdef' }, '/premise', 'is too long; must be a string of 1 to 5 characters'],
    [{ premise: 3 }, '/premise', 'is 3; must be a string of 1 to 5 characters'],
    [{ premise: null }, '/premise', 'is null; must be a string of 1 to 5 characters'],
    [{ premise: ['a'] }, '/premise', 'is an array; must be a string of 1 to 5 characters'],
    [{ premise: {} }, '/premise', 'is an object; must be a string of 1 to 5 characters'],
    [{ count: '1' }, '/count', 'is a string; must be an integer from 1 to 9'],
    [{ count: 1.5 }, '/count', 'is 1.5; must be an integer from 1 to 9'],
    [{ count: 10 }, '/count', 'is 10; must be an integer from 1 to 9'],
    [{ kind: 'c' }, '/kind', 'is "c"; must be one of "a", "b"'],
    [{ list: [1, 'x'] }, '/list/1', 'is a string; must be a number'],
    [{ list: [1, 2, 3] }, '/list', 'is too long; must be an array of at most 2 items'],
    [{ 'odd/na~me': 1 }, '/odd~1na~0me', 'is 1; must be true or false'],
    [{ inner: {} }, '/inner/x', 'is missing; must be a number'],
  ])('says of %j what is wrong, where, and what it must be', (change, pointer, detail) => {
    expect(violations(schema, { ...good, ...change })).toEqual([{ pointer, detail }]);
  });

  it('lists the known properties when one is unknown', () => {
    const [found, ...others] = violations(schema, { ...good, 'a/b': 1 });
    expect(found?.pointer).toBe('/a~1b');
    expect(found?.detail).toMatch(/^is an unknown property; the properties are premise, count, /);
    expect(others).toEqual([]);
  });

  it.each([1, 7, 8, 9, 500])('rejects %i unknown properties', (count) => {
    const unknown = Object.fromEntries(Array.from({ length: count }, (_, i) => [`other${i}`, i]));
    const found = violations(schema, { ...good, ...unknown });
    expect(found.length).toBeGreaterThanOrEqual(Math.min(count, 7));
    expect(found[0]?.pointer).toBe('/other0');
    const details = found.filter(({ detail }) => !detail.startsWith('is an unknown property; '));
    expect(details).toEqual([]);
  });

  it('calls a property whose schema is false unknown', () => {
    const closed = { type: 'object', properties: { a: {}, never: false } };
    expect(violations(closed, { never: 1 })).toEqual([
      { pointer: '/never', detail: 'is an unknown property' },
    ]);
  });

  it.each([[[]], [null], ['text'], [3]])('says that %j must be an object', (value) => {
    const [found] = violations(schema, value);
    expect(found?.pointer).toBe('');
    expect(found?.detail).toContain('must be an object with the properties premise, count');
  });

  it('lists all violations at once', () => {
    expect(violations(schema, { premise: '', count: 0, kind: 'c', extra: 1 })).toHaveLength(4);
  });
});

describe('parse', () => {
  const Thing = Type.Object({ a: Type.String(), b: Type.Number() });

  it('returns a valid value', () => {
    expect(parse(Thing, { a: 'x', b: 1 }, 'The thing')).toEqual({ a: 'x', b: 1 });
  });

  it('throws an error that names the value and lists all violations', () => {
    expect(() => parse(Thing, { a: 1 }, 'The thing')).toThrow(
      'The thing is not valid:\n  /b: is missing; must be a number\n  /a: is 1; must be a string',
    );
  });
});
