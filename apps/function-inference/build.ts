import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FUNCTION_PACKAGE, megabytes } from '@pilotlight/contracts';
import type { Lock } from '@pilotlight/model-runtime/prune-lock';
import { bundleEfs } from './scripts/bundle-efs.ts';
import { bundleProgram } from './scripts/bundle-program.ts';
import { copyPackages } from './scripts/copy-packages.ts';
import { directoryBytes } from './scripts/directory-bytes.ts';
import { installedPackages } from './scripts/install-packages.ts';
import { lockedForLambda } from './scripts/locked-for-lambda.ts';

// dist/: the two programs of a model's function. A bundle goes beside one of them, as `model/`. For functions on EFS also
// what copies a program there, and what starts it.
const PROGRAMS = {
  program: ['onnxruntime-node'],
  // For models that take pictures (`needsSharp` of libs/model-runtime).
  'program-images': ['onnxruntime-node', 'sharp'],
};

const here = import.meta.dirname;
const root = join(here, '..', '..');
const modules = join(root, 'node_modules');
const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
const own = (await readJson(join(here, 'package.json'))) as { name: string; version: string };
const lock = (await readJson(join(root, 'package-lock.json'))) as Lock;

await rm(join(here, 'dist'), { recursive: true, force: true });
await bundleEfs(join(here, 'dist'));
for (const [program, packages] of Object.entries(PROGRAMS)) {
  const directory = join(here, 'dist', program);
  await bundleProgram(directory);
  const locked = lockedForLambda(lock, own, packages);
  const installed = await installedPackages(locked, modules);
  await copyPackages(locked.names, installed, join(directory, 'node_modules'));
  if (installed !== modules) await rm(dirname(installed), { recursive: true });

  const bytes = await directoryBytes(directory);
  console.log(`dist/${program}  ${megabytes(bytes)}`);
  const most = FUNCTION_PACKAGE.programBytes;
  if (bytes > most) {
    throw new Error(
      `dist/${program} has ${megabytes(bytes)}, but libs/contracts reserves ${megabytes(most)} of a function's package ` +
        `for it: leave files out in scripts/copy-packages.ts, or lower FUNCTION_PACKAGE.bundleBytes`,
    );
  }
}
