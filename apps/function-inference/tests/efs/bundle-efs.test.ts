import { isBuiltin } from 'node:module';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleEfs } from '../../scripts/bundle-efs.ts';

test('neither the starter nor the loader needs a package beside it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'pilotlight-efs-'));
  try {
    await bundleEfs(directory);
    for (const part of ['efs', 'loader']) {
      const text = await readFile(join(directory, part, 'index.mjs'), 'utf8');
      const imported = [...text.matchAll(/\b(?:from|import)\s*\(?\s*["']([^"'./][^"']*)["']/g)];
      const names = new Set(imported.map(([, name = '']) => name));
      const foreign = [...names].filter((name) => /^(@[\w-]+\/)?[\w-]+$/.test(name));
      expect(foreign.filter((name) => !isBuiltin(name))).toEqual([]);
    }
  } finally {
    await rm(directory, { recursive: true });
  }
});
