import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
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

/** Bundled together, because one lint starts both, and they share most of their sources. */
const ofEachLint = ['./answer-examples.ts', './import-handler.ts'].map(
  (file) => new URL(file, import.meta.url).href,
);

/** The folder of each bundled program. */
const bundled = new Map<string, Promise<string>>();

/**
 * Bundles `program`, a `.ts` file, with all its imports, once in this process. A process or thread that loads the
 * runtime from a hundred source files needs half a second of processor time for them, and each lint starts three or more.
 */
export async function bundleProgram({ href }: URL): Promise<BundledProgram> {
  const programs = ofEachLint.includes(href) ? ofEachLint : [href];
  const made = bundled.get(href) ?? bundle(programs);
  for (const each of programs) bundled.set(each, made);
  const directory = await made;
  return {
    program: join(directory, `${nameOf(href)}.mjs`),
    preload: join(directory, 'preload.mjs'),
  };
}

const nameOf = (program: string) => basename(program, '.ts');

async function bundle(programs: readonly string[]): Promise<string> {
  const entries = programs.map((program) => [nameOf(program), fileURLToPath(program)]);
  const { outputFiles } = await build({
    entryPoints: {
      ...(Object.fromEntries(entries) as Record<string, string>),
      preload: noNetwork,
      worker: runtimeWorker,
    },
    outdir: cache,
    outExtension: { '.js': '.mjs' },
    write: false,
    logLevel: 'silent',
    ...PROGRAM_OPTIONS,
  });
  return stored(outputFiles);
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
