import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PROGRAM_OPTIONS } from '@pilotlight/model-runtime/program-options';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { bundleProgram } from '../../scripts/bundle-program.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A directory with the function's `index.mjs`, and the container's `worker.mjs` to compare it with. */
    readonly program: string;
  }
}

/** Bundles the programs that the tests start, once for all. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  // Inside the project, so that the native packages are found.
  const cache = join(import.meta.dirname, '../../node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'program-'));
  await bundleProgram(directory, `${process.platform}/${process.arch}`);
  await build({
    absWorkingDir: join(import.meta.dirname, '../..'),
    entryPoints: { worker: '@pilotlight/model-runtime/worker' },
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    ...PROGRAM_OPTIONS,
    logLevel: 'warning',
  });
  provide('program', directory);
  return () => rm(directory, { recursive: true });
}
