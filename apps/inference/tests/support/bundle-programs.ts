import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bundlePrograms } from '../../scripts/bundle-programs.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A directory with `main.mjs`, as in the image, `cycle-models.mjs` and `open-log.mjs`. */
    readonly programs: string;
  }
}

/**
 * Bundles the programs that the tests start, once for all: a process or thread that loads hundreds of source files
 * needs half a second of processor time for them.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  // Inside the project, so that the native packages are found.
  const cache = join(import.meta.dirname, '../../node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'programs-'));
  await bundlePrograms(directory, {
    'cycle-models': 'tests/support/cycle-models.ts',
    'open-log': 'src/log/open-log.ts',
  });
  provide('programs', directory);
  return () => rm(directory, { recursive: true });
}
