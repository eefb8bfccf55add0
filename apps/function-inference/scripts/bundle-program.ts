import { join } from 'node:path';
import { PROGRAM_OPTIONS } from '@pilotlight/model-runtime/program-options';
import { build } from 'esbuild';

/** Bundles the function's program into `outdir` as `index.mjs`, with the texts of its licences beside it. */
export async function bundleProgram(outdir: string): Promise<void> {
  await build({
    absWorkingDir: join(import.meta.dirname, '..'),
    entryPoints: { index: 'src/index.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    ...PROGRAM_OPTIONS,
    // Less to read at each cold start. Names stay, for stack traces.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'external',
    logLevel: 'warning',
  });
}
