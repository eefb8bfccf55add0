import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';

/** Native packages, which the image installs. */
export const EXTERNAL = ['onnxruntime-node', 'sharp'];

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
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: EXTERNAL,
    // Removes comments, but keeps names and lines for stack traces; bundle size matters little in the image.
    minifySyntax: true,
    legalComments: 'eof',
    metafile: true,
    // CommonJS modules inside an ESM bundle still call require() for Node's own modules.
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
  });
  return metafile;
}
