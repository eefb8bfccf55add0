import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { PROGRAM_OPTIONS } from '../src/program-options.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The bundled program of a worker thread, as the container has it. */
    readonly workerProgram: string;
  }
}

/**
 * Bundles the worker once for all tests: a thread that loads a hundred source files needs half a second of processor
 * time for them.
 */
export default async function bundleWorker({ provide }: TestProject): Promise<() => Promise<void>> {
  const root = join(import.meta.dirname, '..');
  // Inside the package, so that its native modules are found.
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'worker-'));
  const outfile = join(directory, 'worker.mjs');
  await build({
    entryPoints: [join(root, 'src/pool/worker.ts')],
    outfile,
    logLevel: 'silent',
    ...PROGRAM_OPTIONS,
  });
  provide('workerProgram', pathToFileURL(outfile).href);
  return () => rm(directory, { recursive: true });
}
