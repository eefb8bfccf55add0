import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAM_OPTIONS } from '@pilotlight/model-runtime/program-options';
import { build, type OutputFile } from 'esbuild';

/** A program and what is loaded first in each of its threads, as files that Node runs. */
export interface BundledProgram {
  readonly program: string;
  readonly preload: string;
}

/** The runtime starts `worker.mjs` beside its bundle. */
const runtimeWorker = createRequire(import.meta.url).resolve('@pilotlight/model-runtime/worker');
const noNetwork = fileURLToPath(new URL('./no-network.ts', import.meta.url));
/** In the runtime's folder, so that the native modules are found as the runtime finds them. */
const cache = join(dirname(runtimeWorker), '../../node_modules/.cache/lint');

const bundled = new Map<string, Promise<BundledProgram>>();

/**
 * Bundles `program` with all its imports, once in this process. A process or thread that loads the runtime from a
 * hundred source files needs half a second of processor time for them, and each lint starts three or more.
 */
export function bundleProgram(program: URL): Promise<BundledProgram> {
  const made = bundled.get(program.href) ?? bundle(fileURLToPath(program));
  bundled.set(program.href, made);
  return made;
}

async function bundle(program: string): Promise<BundledProgram> {
  const { outputFiles } = await build({
    entryPoints: { program, preload: noNetwork, worker: runtimeWorker },
    outdir: cache,
    outExtension: { '.js': '.mjs' },
    write: false,
    logLevel: 'silent',
    ...PROGRAM_OPTIONS,
  });
  const directory = await stored(outputFiles);
  return { program: join(directory, 'program.mjs'), preload: join(directory, 'preload.mjs') };
}

/** Stores the files in a folder named after their content, which other processes may be storing too. */
async function stored(files: readonly OutputFile[]): Promise<string> {
  const hash = createHash('sha256');
  for (const { path, hash: content } of files) hash.update(`${path} ${content}\n`);
  const directory = join(cache, hash.digest('hex').slice(0, 16));
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(join(cache, 'unfinished-'));
  try {
    for (const { path, contents } of files) {
      await writeFile(path.replace(cache, unfinished), contents);
    }
    await rename(unfinished, directory);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  return directory;
}
