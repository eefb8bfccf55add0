import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOCS, withResults } from '../../src/report/write-docs.ts';

describe('withResults', () => {
  it.each(['container.md', 'lifecycle.md'])(
    'replaces only the text between the marks of %s',
    async (name) => {
      const page = await readFile(join(DOCS, name), 'utf8');
      const once = withResults(page, 'first results');
      const twice = withResults(once, 'second results');
      expect(once).toContain('first results');
      expect(twice).toBe(once.replace('first results', 'second results'));
      const outside = (text: string) => text.replace(/<!-- results.*end of the results -->/s, '');
      expect(outside(twice)).toBe(outside(page));
    },
  );

  it('refuses a page without the marks', () => {
    expect(() => withResults('# no marks', 'results')).toThrow('must have the lines');
  });
});
