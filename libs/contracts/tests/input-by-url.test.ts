import { describe, expect, it } from 'vitest';
import { InputByUrl, LIMITS, urlBodyOf, violations } from '../src/index.ts';

const byUrl: InputByUrl = { property: 'image', field: 'url', mediaTypes: ['image/jpeg'] };

describe('a body with a URL', () => {
  it('has the one member that the manifest names', () => {
    const schema = urlBodyOf(byUrl);
    expect(violations(schema, { url: 'https://example.org/' })).toEqual([]);
    for (const body of [{}, { url: 1 }, { url: '' }, { url: 'a', more: 1 }, { link: 'a' }]) {
      expect(violations(schema, body)).not.toEqual([]);
    }
    expect(violations(schema, { url: 'a'.repeat(LIMITS.urlCharacters + 1) })).toHaveLength(1);
  });

  it('has one schema a manifest, so that it is compiled once', () => {
    expect(urlBodyOf(byUrl)).toBe(urlBodyOf(byUrl));
    expect(urlBodyOf({ ...byUrl, field: 'link' }).required).toEqual(['link']);
  });
});

it.each([
  [{ ...byUrl, mediaTypes: ['image/gif'] }, '/mediaTypes/0'],
  [{ ...byUrl, mediaTypes: [] }, '/mediaTypes'],
  [{ ...byUrl, field: 'the url' }, '/field'],
  [{ ...byUrl, more: 1 }, '/more'],
])('the manifest member %j is not valid', (value, pointer) => {
  expect(violations(InputByUrl, value)).toEqual([
    { pointer, detail: expect.any(String) as string },
  ]);
});
