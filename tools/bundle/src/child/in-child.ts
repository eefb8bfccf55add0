import { fork } from 'node:child_process';
import { LINT_LIMITS } from '../limits.ts';

/** A process that gave no result; the message ends a sentence about what it ran. */
export class ChildError extends Error {
  override readonly name = 'ChildError';
}

/** What a process started by `inChild` answers with. */
export interface ChildMessage<Result> {
  readonly result: Result;
}

/**
 * What `program` makes of `task`, in a process of its own: whatever a model's code does (hang, print, exit, crash)
 * does not reach this one. It is given no environment but the search path, hence no credentials either.
 * @throws ChildError when it ends without a result, or takes longer than `seconds`
 */
export function inChild<Result>(program: URL, task: object, seconds: number): Promise<Result> {
  const child = fork(program, {
    env: { PATH: process.env['PATH'], ORT_DISABLE_TELEMETRY: '1' },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise<Result>((resolve, reject) => {
    let lastWords = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-LINT_LIMITS.lastWordsCharacters);
    });
    const timer = setTimeout(
      () => reject(new ChildError(`takes longer than ${seconds} s`)),
      seconds * 1000,
    );
    child.on('message', (message: Partial<ChildMessage<Result>> | null) => {
      if (typeof message === 'object' && message !== null && message.result !== undefined) {
        resolve(message.result);
      }
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const words = lastWords.trim() && ` (${lastWords.trim()})`;
      reject(new ChildError(`ends its process with ${signal ?? `exit code ${code}`}${words}`));
    });
    child.send(task);
  }).finally(() => child.kill('SIGKILL'));
}

/** Runs in the child: answers its one task with what `work` makes of it. */
export function answerParent<Task, Result>(work: (task: Task) => Promise<Result>): void {
  process.once('message', async (task: Task) => {
    const message: ChildMessage<Result> = { result: await work(task) };
    process.send?.(message);
  });
}
