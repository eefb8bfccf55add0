import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PROGRAM_OPTIONS } from '@pilotlight/model-runtime/program-options';
import { build } from 'esbuild';
import { ROOM, ROOT, WORK } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';

const DIST = join(ROOT, 'apps', 'function-inference', 'dist');
const PROGRAMS = join(ROOM, 'src', 'function', 'programs');

/** The programs that are started, by name: the function's own two, and those that it is compared with. */
export interface StartPrograms {
  readonly function: string;
  readonly withSharp: string;
  readonly inHandler: string;
  readonly inWorker: string;
  readonly bareSession: string;
  readonly nothing: string;
}

/** Builds the function as a user would, and the others. */
export async function buildPrograms(): Promise<StartPrograms> {
  await runCommand(join(ROOT, 'node_modules', '.bin', 'nx'), ['build', 'function-inference'], {
    cwd: ROOT,
    environment: process.env,
  });
  const folder = join(WORK, 'function', 'programs');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(DIST, 'program', 'index.mjs'), join(folder, 'index.mjs'));
  const plain = async (name: string) => {
    const program = join(folder, `${name}.mjs`);
    await cp(join(PROGRAMS, `${name}.mjs`), program);
    return program;
  };
  await build({
    absWorkingDir: ROOM,
    entryPoints: {
      'in-worker': join(PROGRAMS, 'in-worker.ts'),
      worker: '@pilotlight/model-runtime/worker',
    },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    ...PROGRAM_OPTIONS,
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
  });
  return {
    function: join(DIST, 'program', 'index.mjs'),
    withSharp: join(DIST, 'program-images', 'index.mjs'),
    inHandler: await plain('in-handler'),
    inWorker: join(folder, 'in-worker.mjs'),
    bareSession: await plain('bare-session'),
    nothing: await plain('nothing'),
  };
}
