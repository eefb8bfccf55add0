import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { SERVING_DOCS, withOutputs } from '../../src/fit/serving-docs.ts';
import { modelFolder } from '../model-folder.ts';

const page = (args: string, output: string) =>
  `Before\n<!-- output of: npx nx run bundle:fit ${args} -->\n${output}<!-- end of the output -->\nAfter\n`;

test('docs/serving.md shows the current output; `npx nx run bundle:docs` writes it', async () => {
  const written = await readFile(SERVING_DOCS, 'utf8');
  expect(written).toBe(await withOutputs(written));
});

test('replaces an old output and keeps the rest of the page', async () => {
  const folder = dirname(await modelFolder());
  const old = page('echo --seconds 1', 'outdated\n');
  const current = await withOutputs(old, folder);
  expect(current).toMatch(
    /^Before\n<!-- .* -->\n\n```console\n\$ npx nx run bundle:fit echo --seconds 1\n/,
  );
  expect(current).toMatch(/```\n\n<!-- end of the output -->\nAfter\n$/);
  expect(current).not.toMatch('outdated');
  expect(await withOutputs(current, folder)).toBe(current);
});

test('refuses a page without a place for an output', async () => {
  await expect(withOutputs('Some text')).rejects.toThrow('docs/serving.md has no block');
});
