import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LINT_LIMITS } from '../limits.ts';
import { IMAGE_ENVIRONMENT, imageLocales } from './image-environment.ts';

/** A process that gave no result; the message ends a sentence about what it ran. */
export class ChildError extends Error {
  override readonly name = 'ChildError';
  /** What it was about to do, as the process itself said. */
  readonly step: string | undefined;

  constructor(message: string, step: string | undefined) {
    super(message);
    this.step = step;
  }
}

/** What a process started by `inChild` says: what it does next and how long that may take, or its result. */
export type ChildMessage<Result> =
  { readonly step: string; readonly seconds: number } | { readonly result: Result };

const noNetwork = fileURLToPath(new URL('./no-network.ts', import.meta.url));

/**
 * What `program` makes of `task`, in a process of its own: whatever a model's code does (hang, print, exit, crash)
 * does not reach this one. It sees what it would see in the image: its variables and locales, no network, and an empty
 * working directory.
 * @param onConnection is told of each host that it tried to reach
 * @throws ChildError when it ends without a result, or takes longer than `seconds`, or than a step that it announced
 */
export async function inChild<Result>(
  program: URL,
  task: object,
  seconds: number,
  onConnection: (target: string) => void = () => undefined,
): Promise<Result> {
  const scratch = await mkdtemp(join(tmpdir(), 'lint-'));
  const connections = join(scratch, 'connections');
  const home = join(scratch, 'home');
  const cwd = join(scratch, 'empty');
  try {
    await Promise.all([home, cwd].map((directory) => mkdir(directory)));
    return await run(program, task, seconds, cwd, {
      ...IMAGE_ENVIRONMENT,
      ...imageLocales(join(scratch, 'locale')),
      HOME: home,
      CONNECTIONS_FILE: connections,
    });
  } finally {
    const tried = existsSync(connections) ? readFileSync(connections, 'utf8') : '';
    new Set(tried.split('\n').filter(Boolean)).forEach(onConnection);
    await rm(scratch, { recursive: true, force: true });
  }
}

function run<Result>(
  program: URL,
  task: object,
  seconds: number,
  cwd: string,
  env: Record<string, string>,
): Promise<Result> {
  const child = fork(program, {
    cwd,
    env,
    execArgv: ['--import', noNetwork],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise<Result>((resolve, reject) => {
    let lastWords = '';
    let step: string | undefined;
    let timer: NodeJS.Timeout;
    const within = (limit: number) => {
      clearTimeout(timer);
      timer = setTimeout(
        () => reject(new ChildError(`takes longer than ${limit} s`, step)),
        limit * 1000,
      );
    };
    within(seconds);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-LINT_LIMITS.lastWordsCharacters);
    });
    child.on('message', (message: ChildMessage<Result> | null) => {
      if (typeof message !== 'object' || message === null) return;
      if ('result' in message && message.result !== undefined) resolve(message.result);
      if (!('step' in message)) return;
      step = message.step;
      within(message.seconds);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const words = lastWords.trim() && ` (${lastWords.trim()})`;
      reject(
        new ChildError(`ends its process with ${signal ?? `exit code ${code}`}${words}`, step),
      );
    });
    child.send(task);
  }).finally(() => child.kill('SIGKILL'));
}

/** Runs in the child: answers its one task with what `work` makes of it, which says what it does `next`. */
export function answerParent<Task, Result>(
  work: (task: Task, next: (step: string, seconds: number) => void) => Promise<Result>,
): void {
  const say = (message: ChildMessage<Result>) => void process.send?.(message);
  process.once('message', async (task: Task) => {
    say({ result: await work(task, (step, seconds) => say({ step, seconds })) });
  });
}
