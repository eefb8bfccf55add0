import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mutated } from '../src/mutant.ts';
import { MUTANTS } from '../src/mutants.ts';

const ROOT = join(import.meta.dirname, '../../..');

const mutant = {
  invariant: 1,
  without: 'care',
  file: 'src/a.ts',
  find: 'care();',
  replace: '$&',
  tests: [],
};

it('removes exactly what it names', () => {
  expect(mutated('before(); care(); after();', mutant)).toBe('before(); $& after();');
});

it.each([
  ['nowhere', 'before();', 0],
  ['twice', 'care(); care();', 2],
])('is stale when its text is there %s', (_, code, count) => {
  expect(() => mutated(code, mutant)).toThrow(`has "care();" ${count} times instead of once`);
});

it.each(MUTANTS)('without $without: is in the code and in docs/mutations.md', (listed) => {
  const code = readFileSync(join(ROOT, 'libs/lifecycle', listed.file), 'utf8');
  expect(code.split(listed.find)).toHaveLength(2);
  expect(readFileSync(join(ROOT, 'docs/mutations.md'), 'utf8')).toContain(`| ${listed.without} `);
});
