import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROGRAM_OPTIONS } from '@pilotlight/model-runtime/program-options';
import { type Lock, pruneLock } from '@pilotlight/model-runtime/prune-lock';
import { bundlePrograms } from './scripts/bundle-programs.ts';

// dist/ is the Docker build context: two bundles, and the package files for `npm ci`.
// Used only by onnxruntime-node's install script, which downloads CUDA libraries; the image runs no install scripts.
const scriptsOnly = ['adm-zip', 'global-agent'];
const here = import.meta.dirname;
const dist = join(here, 'dist');
const root = join(here, '..', '..');

await rm(dist, { recursive: true, force: true });
const metafile = await bundlePrograms('dist');

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
const own = (await readJson(join(here, 'package.json'))) as { name: string; version: string };
const rootLock = (await readJson(join(root, 'package-lock.json'))) as Lock;
const { packageJson, lock } = pruneLock(rootLock, own, PROGRAM_OPTIONS.external, scriptsOnly);
await writeFile(join(dist, 'package.json'), `${JSON.stringify(packageJson, null, 2)}\n`);
await writeFile(join(dist, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);

for (const file of Object.keys(metafile.outputs)) {
  const { size } = await stat(join(here, file));
  console.log(`${file}  ${(size / 1024).toFixed(0)} KiB`);
}
