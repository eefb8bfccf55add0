import { fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { imageLocales } from '@pilotlight/model-runtime/image-locales';
import { LINT_LIMITS } from '../limits.ts';
import type { ChildMessage } from './answer-parent.ts';
import { type BundledProgram, bundleProgram } from './bundle-program.ts';
import { IMAGE_ENVIRONMENT } from './image-environment.ts';

/** The process gave no result; the message continues a sentence about what it ran. */
export class ChildError extends Error {
  override readonly name = 'ChildError';
  /** The last step that the process announced. */
  readonly step: string | undefined;

  constructor(message: string, step: string | undefined) {
    super(message);
    this.step = step;
  }
}

/**
 * Runs `program` with `task` in a separate process, which a model's code can hang, fill with output, exit or crash
 * without affecting this one. There it sees what it would see in the image: its environment variables and locales, no
 * network, and an empty working directory.
 * @param onConnection called with each host that it tried to reach
 * @throws ChildError when it ends without a result, or exceeds `seconds` or the limit of a step that it announced
 */
export async function inChild<Result>(
  program: URL,
  task: object,
  seconds: number,
  onConnection: (target: string) => void = () => undefined,
): Promise<Result> {
  const bundled = await bundleProgram(program);
  const scratch = await mkdtemp(join(tmpdir(), 'lint-'));
  const connections = join(scratch, 'connections');
  const home = join(scratch, 'home');
  const cwd = join(scratch, 'empty');
  try {
    await Promise.all([home, cwd].map((directory) => mkdir(directory)));
    return await run(bundled, task, seconds, cwd, {
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

/**
 * The text without stack frames of Node and of the program itself: with long paths they would take the room of the error's
 * message. Frames of the model's code stay. The last line may be incomplete, and stays too.
 */
function withoutOwnFrames(text: string, program: string): string {
  const own = ['node:', pathToFileURL(dirname(program)).href];
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  const isOwn = (line: string) => /^ +at /.test(line) && own.some((place) => line.includes(place));
  return [...lines.filter((line) => !isOwn(line)), rest].join('\n');
}

function run<Result>(
  { program, preload }: BundledProgram,
  task: object,
  seconds: number,
  cwd: string,
  env: Record<string, string>,
): Promise<Result> {
  const child = fork(program, {
    cwd,
    env,
    execArgv: ['--import', preload],
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
      const words = withoutOwnFrames(lastWords + text, program);
      lastWords = words.slice(-LINT_LIMITS.lastWordsCharacters);
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
