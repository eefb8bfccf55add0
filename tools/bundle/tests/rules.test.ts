import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from '../src/rules.ts';

const root = join(import.meta.dirname, '..');

test('are listed in the README, each with what it requires', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `([a-z-]+)` +\| (.*?) +\|$/gm)];
  expect(Object.fromEntries(rows.map(([, name, text]) => [name, text]))).toEqual(RULES);
});

test('are all used', async () => {
  const source = join(root, 'src');
  const paths = (await readdir(source, { recursive: true })).filter((path) => path.endsWith('.ts'));
  const texts = await Promise.all(paths.map((path) => readFile(join(source, path), 'utf8')));
  const used = texts.flatMap((text) => [...text.matchAll(/findingsOf\(\s*'([a-z-]+)'/g)]);
  expect(new Set(used.map(([, name]) => name))).toEqual(new Set(Object.keys(RULES)));
});
