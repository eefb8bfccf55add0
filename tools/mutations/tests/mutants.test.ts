import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { mutate } from '../src/mutant.ts';
import { MUTANTS } from '../src/mutants.ts';

const ROOT = join(import.meta.dirname, '../../..');

const directory = mkdtempSync(join(tmpdir(), 'pilotlight-mutants-'));

afterAll(() => rmSync(directory, { recursive: true }));

const mutant = {
  invariant: 1,
  without: 'care',
  file: 'src/a.ts',
  find: 'care();',
  replace: '$&',
  tests: [],
};

function copyOf(text: string): string {
  mkdirSync(join(directory, 'src'), { recursive: true });
  writeFileSync(join(directory, 'src/a.ts'), text);
  return directory;
}

it('takes out exactly what it names', () => {
  mutate(copyOf('before(); care(); after();'), mutant);
  expect(readFileSync(join(directory, 'src/a.ts'), 'utf8')).toBe('before(); $& after();');
});

it.each([
  ['nowhere', 'before();', 0],
  ['twice', 'care(); care();', 2],
])('is stale when what it names is there %s', (_, text, count) => {
  expect(() => mutate(copyOf(text), mutant)).toThrow(`has "care();" ${count} times, wanted: once`);
});

it.each(MUTANTS)('without $without: is in the code and in docs/mutations.md', (listed) => {
  const code = readFileSync(join(ROOT, 'libs/lifecycle', listed.file), 'utf8');
  expect(code.split(listed.find)).toHaveLength(2);
  expect(readFileSync(join(ROOT, 'docs/mutations.md'), 'utf8')).toContain(`| ${listed.without} `);
});
