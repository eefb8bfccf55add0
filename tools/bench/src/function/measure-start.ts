import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOM, WORK } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import { killAtExit, killNow } from '../processes/running.ts';
import type { StartModel } from './start-models.ts';
import { throttle } from './throttle.ts';
import { EFS, type Variant } from './variants.ts';

const PROCESS = join(ROOM, 'src', 'function', 'programs', 'start-process.mjs');

export interface Start {
  readonly firstAnswerMs: number;
  readonly invocationMs: number;
  readonly processorMs: number;
  readonly peakMiB: number;
  readonly base64: string;
}

interface StartOptions {
  readonly model: StartModel;
  /** The variant's bundle. */
  readonly bundle: string;
  readonly program: string;
  readonly variant: Variant;
}

/** Starts a process, as Lambda starts an environment, and measures until it has answered its first event. */
export async function measureStart(options: StartOptions): Promise<Start> {
  const { bundle, program, variant } = options;
  const place = { modelDirectory: bundle, program, mounted: [] };
  if (variant.files !== 'efs' && variant.files !== 'efs-model') return startOnce(options, place);
  const folder = join(WORK, 'function');
  mkdirSync(folder, { recursive: true });
  const to = mkdtempSync(join(folder, 'efs-'));
  try {
    const model = { from: bundle, to: join(to, 'model'), ...EFS };
    const code = { from: dirname(program), to: join(to, 'program'), ...EFS };
    const both = variant.files === 'efs';
    return await startOnce(options, {
      modelDirectory: model.to,
      program: both ? join(code.to, 'index.mjs') : program,
      mounted: both ? [code, model] : [model],
    });
  } finally {
    rmSync(to, { recursive: true });
  }
}

/** Where the files are, and which folders are copied there first. */
interface Place {
  readonly modelDirectory: string;
  readonly program: string;
  readonly mounted: readonly object[];
}

async function startOnce(
  { model, variant }: StartOptions,
  { modelDirectory, program, mounted }: Place,
): Promise<Start> {
  if (variant.files === 'cold') await dropFromCache([modelDirectory, dirname(program)]);
  const started = performance.now();
  const child = fork(PROCESS, [JSON.stringify({ program, event: model.request, mounted })], {
    // Compiled code is not kept between the starts of a function's environments.
    env: {
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1769',
      MODEL_DIRECTORY: modelDirectory,
      ...variant.environment,
    },
    execArgv: [],
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`cannot run ${process.execPath}`);
  killAtExit(pid);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += String(chunk)));
  const exited = once(child, 'exit');
  const failed = exited.then(() => {
    throw new Error(`${variant.name} of ${model.name} ended: ${errors}`);
  });
  failed.catch(() => undefined);
  const message = async () =>
    (await Promise.race([once(child, 'message'), failed]))[0] as Record<string, unknown>;
  try {
    await message();
    const release = variant.processors ? throttle(pid, variant.processors) : undefined;
    child.send('invoke');
    const { milliseconds, processorMilliseconds, peakMiB, status, base64 } = await message();
    const firstAnswerMs = performance.now() - started;
    release?.();
    if (status !== 200) throw new Error(`${variant.name} of ${model.name}: status ${status}`);
    return {
      firstAnswerMs,
      invocationMs: milliseconds as number,
      processorMs: processorMilliseconds as number,
      peakMiB: peakMiB as number,
      base64: base64 as string,
    };
  } finally {
    killNow(pid);
    // Its end must not disturb the next start.
    await exited;
  }
}

/** Makes the next start read the files from the disk. */
async function dropFromCache(directories: readonly string[]): Promise<void> {
  const files = directories.flatMap((directory) =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)),
  );
  for (const file of files) {
    // GNU dd: with a count of 0, only the advice that the file's pages are no longer needed.
    await runCommand('dd', [`if=${file}`, 'iflag=nocache', 'count=0'], {
      cwd: ROOM,
      environment: process.env,
    });
  }
}
