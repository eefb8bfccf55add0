import { type ChildProcess, fork, type ForkOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import type { FunctionAnswer, FunctionRequest } from '@pilotlight/contracts';
import { inject, onTestFinished } from 'vitest';

const PROCESS = join(import.meta.dirname, 'lambda-process.mjs');

interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Shell commands that run before, in a mount namespace of their own. */
  readonly mounts?: string;
}

/** The program in a process of its own, as Lambda starts it; ends with the test. */
export function startFunction({ environment = {}, mounts }: StartOptions) {
  const index = pathToFileURL(join(inject('program'), 'index.mjs')).href;
  const { PATH = '' } = process.env;
  const options: ForkOptions = {
    env: { PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  };
  const child = mounts
    ? spawn(
        'unshare',
        ['-m', 'sh', '-ec', `${mounts}; exec "$@"`, 'sh', process.execPath, PROCESS, index],
        options,
      )
    : fork(PROCESS, [index], { ...options, execArgv: [] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return new FunctionProcess(child);
}

class FunctionProcess {
  /** Everything that it wrote. */
  readonly log: Promise<string>;
  /** Resolves when its init phase is over; rejects with what it wrote when it ends instead. */
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
    const { stdout, stderr } = child;
    if (!stdout || !stderr) throw new Error('the process has no pipes');
    this.log = Promise.all([text(stdout), text(stderr)]).then((all) => all.join(''));
    this.ready = this.#message().then(() => undefined);
    this.ready.catch(() => undefined);
  }

  /** The paths of the native libraries that it has loaded so far. Reads Linux's /proc. */
  libraries(): string[] {
    const maps = readFileSync(`/proc/${this.#child.pid}/maps`, 'utf8');
    return [...new Set(maps.match(/\/\S+\.(?:so|node)[\d.]*$/gm))];
  }

  async ask(event: unknown, awsRequestId = 'request-1'): Promise<FunctionAnswer> {
    await this.ready;
    this.#child.send({ event: event as FunctionRequest, awsRequestId });
    return ((await this.#message()) as { answer: FunctionAnswer }).answer;
  }

  async end(): Promise<string> {
    this.#child.disconnect();
    return this.log;
  }

  async #message(): Promise<unknown> {
    const ended = new AbortController();
    const { signal } = ended;
    const message = once(this.#child, 'message', { signal }).then(([given]) => given as unknown);
    const exit = once(this.#child, 'exit', { signal }).then(async ([code, by]) => {
      throw new Error(`the function ended with ${String(code ?? by)}: ${await this.log}`);
    });
    return Promise.race([message, exit]).finally(() => ended.abort());
  }
}
