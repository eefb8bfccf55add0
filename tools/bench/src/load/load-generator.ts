import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { reply } from '../processes/reply.ts';
import type { Load, LoadFigures, LoadReply } from './load-types.ts';

/** Puts load on servers from a separate process, so that other work does not disturb it. */
export class LoadGenerator {
  readonly #process: ChildProcess = fork(
    fileURLToPath(new URL('./load-process.ts', import.meta.url)),
  );

  /** @throws Error that says which answer was wrong, or that there was none */
  async run(load: Load): Promise<LoadFigures> {
    const given = await reply<LoadReply>(this.#process, load, 'the load generator');
    if ('failure' in given) throw new Error(given.failure);
    return given.figures;
  }

  close(): void {
    this.#process.kill('SIGKILL');
  }
}
