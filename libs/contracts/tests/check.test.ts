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
  it('is empty for what fits', () => {
    expect(violations(schema, { ...good, kind: 'a', list: [1, 2], inner: { x: 1 } })).toEqual([]);
  });

  it('names each missing field and what it would be', () => {
    expect(violations(schema, {})).toEqual([
      { pointer: '/premise', detail: 'is missing; a text of 1 to 5 characters is wanted' },
      { pointer: '/count', detail: 'is missing; a whole number of 1 to 9 is wanted' },
    ]);
  });

  it.each([
    [{ premise: '' }, '/premise', 'is empty; a text of 1 to 5 characters is wanted'],
    [{ premise: 'abcdef' }, '/premise', 'is too long; a text of 1 to 5 characters is wanted'],
    [{ premise: 3 }, '/premise', 'is 3; a text of 1 to 5 characters is wanted'],
    [{ premise: null }, '/premise', 'is null; a text of 1 to 5 characters is wanted'],
    [{ premise: ['a'] }, '/premise', 'is a list; a text of 1 to 5 characters is wanted'],
    [{ premise: {} }, '/premise', 'is an object; a text of 1 to 5 characters is wanted'],
    [{ count: '1' }, '/count', 'is a text; a whole number of 1 to 9 is wanted'],
    [{ count: 1.5 }, '/count', 'is 1.5; a whole number of 1 to 9 is wanted'],
    [{ count: 10 }, '/count', 'is 10; a whole number of 1 to 9 is wanted'],
    [{ kind: 'c' }, '/kind', 'is "c"; one of "a", "b" is wanted'],
    [{ list: [1, 'x'] }, '/list/1', 'is a text; a number is wanted'],
    [{ list: [1, 2, 3] }, '/list', 'is too long; a list of at most 2 items is wanted'],
    [{ 'odd/na~me': 1 }, '/odd~1na~0me', 'is 1; true or false is wanted'],
    [{ inner: {} }, '/inner/x', 'is missing; a number is wanted'],
  ])('says of %j where and what is wanted', (change, pointer, detail) => {
    expect(violations(schema, { ...good, ...change })).toEqual([{ pointer, detail }]);
  });

  it('says which fields there are when one is not known', () => {
    const [found, ...others] = violations(schema, { ...good, 'a/b': 1 });
    expect(found?.pointer).toBe('/a~1b');
    expect(found?.detail).toMatch(/^is not known; the fields are premise, count, /);
    expect(others).toEqual([]);
  });

  it.each([1, 7, 8, 9, 500])('refuses %i fields that are not known', (count) => {
    const unknown = Object.fromEntries(Array.from({ length: count }, (_, i) => [`other${i}`, i]));
    const found = violations(schema, { ...good, ...unknown });
    expect(found.length).toBeGreaterThanOrEqual(Math.min(count, 7));
    expect(found[0]?.pointer).toBe('/other0');
    expect(found.every(({ detail }) => detail.startsWith('is not known; the fields are'))).toBe(
      true,
    );
  });

  it('says of a field that may not be there that it is not known', () => {
    const closed = { type: 'object', properties: { a: {}, never: false } };
    expect(violations(closed, { never: 1 })).toEqual([
      { pointer: '/never', detail: 'is not known' },
    ]);
  });

  it.each([[[]], [null], ['text'], [3]])(
    'says of the whole of %j that an object is wanted',
    (value) => {
      const [found] = violations(schema, value);
      expect(found?.pointer).toBe('');
      expect(found?.detail).toContain('an object with the fields premise, count');
    },
  );

  it('names every mistake at once', () => {
    expect(violations(schema, { premise: '', count: 0, kind: 'c', extra: 1 })).toHaveLength(4);
  });
});

describe('parse', () => {
  const Thing = Type.Object({ a: Type.String(), b: Type.Number() });

  it('gives back what fits', () => {
    expect(parse(Thing, { a: 'x', b: 1 }, 'The thing')).toEqual({ a: 'x', b: 1 });
  });

  it('throws an error that names the thing and all that is wrong with it', () => {
    expect(() => parse(Thing, { a: 1 }, 'The thing')).toThrow(
      'The thing is not valid:\n  /b: is missing; a number is wanted\n  /a: is 1; a text is wanted',
    );
  });
});
