import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The program with all its imports, in one file. */
    readonly orphansProgram: string;
  }
}

/** Bundles the program once: loading its hundreds of source files takes most of a run's processor time. */
export default async function bundleMain({ provide }: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'pilotlight-orphans-'));
  const outfile = join(directory, 'main.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../src/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    logLevel: 'silent',
    // CommonJS packages in the bundle load Node's modules with `require`.
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
  });
  provide('orphansProgram', outfile);
  return () => rm(directory, { recursive: true });
}
