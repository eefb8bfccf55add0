import { join } from 'node:path';
import { PROGRAM_OPTIONS } from '@pilotlight/model-runtime/program-options';
import { build } from 'esbuild';

/**
 * Bundles into `outdir` what a function on EFS needs beside the program: `efs/index.mjs` starts the program there, and
 * `loader/index.mjs` copies it there. Neither has a native module.
 */
export async function bundleEfs(outdir: string): Promise<void> {
  await build({
    absWorkingDir: join(import.meta.dirname, '..'),
    entryPoints: { 'efs/index': 'src/efs/index.ts', 'loader/index': 'src/loader/index.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    ...PROGRAM_OPTIONS,
    // Less to read at each cold start.
    minify: true,
    legalComments: 'external',
    logLevel: 'warning',
  });
}
