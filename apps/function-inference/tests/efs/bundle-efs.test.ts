import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM_OPTIONS } from '@pilotlight/model-runtime/program-options';
import { expect, test } from 'vitest';
import { bundleEfs } from '../../scripts/bundle-efs.ts';

test('neither the starter nor the loader needs a native package beside it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'pilotlight-efs-'));
  try {
    await bundleEfs(directory);
    for (const part of ['efs', 'loader']) {
      const text = await readFile(join(directory, part, 'index.mjs'), 'utf8');
      const needed = PROGRAM_OPTIONS.external.filter((name) => text.includes(`"${name}"`));
      expect(needed).toEqual([]);
    }
  } finally {
    await rm(directory, { recursive: true });
  }
});
