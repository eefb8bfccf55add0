import { join } from 'node:path';
import { PROGRAM_OPTIONS } from '@pilotlight/model-runtime/program-options';
import { build, type Metafile } from 'esbuild';

const root = join(import.meta.dirname, '..');

/**
 * Bundles the container's program (`main.mjs`), its worker thread (`worker.mjs`) and `more` programs into `outdir`.
 * @param more paths in the project, by name
 */
export async function bundlePrograms(
  outdir: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      main: 'src/main.ts',
      worker: '@pilotlight/model-runtime/worker',
      ...more,
    },
    outdir,
    outExtension: { '.js': '.mjs' },
    ...PROGRAM_OPTIONS,
    // Removes comments, but keeps names and lines for stack traces; bundle size matters little in the image.
    minifySyntax: true,
    legalComments: 'eof',
    metafile: true,
  });
  return metafile;
}
