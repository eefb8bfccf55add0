import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { treeMemoryMiB, treeProcessorMilliseconds } from './process-tree.ts';
import { killAtExit, killNow, signalTree } from './running.ts';

export interface ServerSpec {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  /** The complete environment: nothing from this process is added. */
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  /** Must answer 200 when the server is ready to predict, and not before. */
  readonly healthPath: string;
  /** The file for everything that the server prints. */
  readonly log: string;
}

const HEALTH_POLL_MILLISECONDS = 20;
const START_TIMEOUT_MILLISECONDS = 120_000;
/** A server is at rest when it uses less than this share of one processor for this long. */
const REST_SHARE = 0.1;
const REST_MILLISECONDS = 300;
const REST_TIMEOUT_MILLISECONDS = 3_000;
const GRACE_MILLISECONDS = 2_000;
const LOG_TAIL_LINES = 15;

/**
 * A server with all its processes. It is paused during the turns of others, so that it takes no resources from them.
 */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #pid: number;
  /** From the start of the process to its first successful health check. */
  readonly startMilliseconds: number;

  private constructor(child: ChildProcess, pid: number, startMilliseconds: number) {
    this.#child = child;
    this.#pid = pid;
    this.startMilliseconds = startMilliseconds;
  }

  /** @throws Error with the end of the server's log when it exits, or is not healthy within two minutes */
  static async start(spec: ServerSpec): Promise<ServerProcess> {
    mkdirSync(dirname(spec.log), { recursive: true });
    const output = openSync(spec.log, 'w');
    const begun = performance.now();
    const child = spawn(spec.command, spec.arguments, {
      cwd: spec.cwd,
      env: { ...spec.environment },
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    const { pid } = child;
    if (pid === undefined) {
      const [error] = (await once(child, 'error')) as [Error];
      throw new Error(`cannot run ${spec.command}: ${error.message}`);
    }
    killAtExit(pid);
    while (!(await healthy(spec))) {
      const elapsed = performance.now() - begun;
      if (child.exitCode === null && elapsed < START_TIMEOUT_MILLISECONDS) {
        await sleep(HEALTH_POLL_MILLISECONDS);
        continue;
      }
      killNow(pid);
      const why = child.exitCode === null ? 'was not healthy in time' : 'ended';
      const tail = readFileSync(spec.log, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES);
      throw new Error(`the server ${why}; the end of its log:\n${tail.join('\n')}`);
    }
    return new ServerProcess(child, pid, performance.now() - begun);
  }

  /** Resolves when the server's processes are almost idle, or after three seconds, because some never are. */
  async atRest(): Promise<void> {
    const deadline = performance.now() + REST_TIMEOUT_MILLISECONDS;
    let before = treeProcessorMilliseconds(this.#pid);
    while (performance.now() < deadline) {
      await sleep(REST_MILLISECONDS);
      const now = treeProcessorMilliseconds(this.#pid);
      if (now - before <= REST_SHARE * REST_MILLISECONDS) return;
      before = now;
    }
  }

  pause(): void {
    signalTree(this.#pid, 'SIGSTOP');
  }

  resume(): void {
    signalTree(this.#pid, 'SIGCONT');
  }

  memoryMiB(): number {
    return treeMemoryMiB(this.#pid);
  }

  /** Sends SIGTERM, and kills what is still running after two seconds. */
  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exit = once(this.#child, 'exit');
      this.resume();
      this.#child.kill('SIGTERM');
      await Promise.race([exit, sleep(GRACE_MILLISECONDS, undefined, { ref: false })]);
    }
    killNow(this.#pid);
  }
}

async function healthy({ port, healthPath }: ServerSpec): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${healthPath}`);
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}
