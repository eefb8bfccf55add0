import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Lock, pruneLock } from './scripts/prune-lock.ts';

// dist/ is the Docker build context: two bundles, and the package files for `npm ci`.
const external = ['onnxruntime-node', 'sharp'];
// Used only by onnxruntime-node's install script, which downloads CUDA libraries; the image runs no install scripts.
const scriptsOnly = ['adm-zip', 'global-agent'];
const here = import.meta.dirname;
const dist = join(here, 'dist');
const root = join(here, '..', '..');

await rm(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: {
    main: 'src/main.ts',
    worker: fileURLToPath(import.meta.resolve('@pilotlight/model-runtime/worker')),
  },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  external,
  // Removes comments, but keeps names and lines for stack traces; bundle size matters little in the image.
  minifySyntax: true,
  legalComments: 'eof',
  metafile: true,
  // CommonJS modules inside an ESM bundle still call require() for Node's own modules.
  banner: {
    js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
});

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
const own = (await readJson(join(here, 'package.json'))) as { name: string; version: string };
const rootLock = (await readJson(join(root, 'package-lock.json'))) as Lock;
const { packageJson, lock } = pruneLock(rootLock, own, external, scriptsOnly);
await writeFile(join(dist, 'package.json'), `${JSON.stringify(packageJson, null, 2)}\n`);
await writeFile(join(dist, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);

for (const file of Object.keys(metafile.outputs)) {
  const { size } = await stat(join(here, file));
  console.log(`${file}  ${(size / 1024).toFixed(0)} KiB`);
}
