import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { User } from './other-user.ts';
import { signalGroup } from './signal-group.ts';
import type { WatchMessage } from './watchdog.ts';

const { NODE_COMPILE_CACHE } = process.env;
/** Variables for processes that load the same sources: where this one keeps what Node compiled, if anywhere. */
export const COMPILE_CACHE: Readonly<Record<string, string>> = NODE_COMPILE_CACHE
  ? { NODE_COMPILE_CACHE }
  : {};

export interface ProcessSpec {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  /** Its own temporary directory, created here. */
  readonly temporary: string;
  /** The whole environment: nothing is inherited from this process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Opens an IPC channel; `command` must then be Node. */
  readonly ipc: boolean;
  /** Runs it as this user, who also owns `temporary`; by default as this process's own. */
  readonly user?: User | undefined;
  /** Each line of the process's standard output and error. */
  readonly onLine: (line: string) => void;
}

/** All processes that the cloud runs. Each leads its own process group, and none outlives the cloud. */
export class ChildProcesses {
  readonly #running = new Set<ChildProcess>();
  readonly #watchdog: ChildProcess;
  #closed = false;

  /** @param leftovers directories to delete when this process has ended, even by SIGKILL */
  constructor(leftovers: readonly string[]) {
    this.#watchdog = fork(fileURLToPath(new URL('./watchdog.ts', import.meta.url)), [], {
      // A Ctrl-C in the terminal must not end the watchdog before its work.
      detached: true,
      execArgv: [],
      env: COMPILE_CACHE,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#watchdog.unref();
    this.#watchdog.channel?.unref();
    for (const leftover of leftovers) this.#tell({ leftover });
  }

  /** @throws Error when the cloud is closed */
  start(spec: ProcessSpec): ChildProcess {
    if (this.#closed) throw new Error(`The local cloud is closed: ${spec.command} is not started.`);
    mkdirSync(spec.temporary, { recursive: true });
    if (spec.user) chownSync(spec.temporary, spec.user.uid, spec.user.gid);
    const child = spawn(spec.command, spec.arguments, {
      cwd: spec.cwd,
      env: { ...spec.environment },
      ...spec.user,
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(spec.ipc ? (['ipc'] as const) : [])],
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', spec.onLine);
    }
    // A command that cannot be started has no pid and never exits: treat 'error' as its exit.
    child.once('error', (error) => {
      spec.onLine(`cannot run ${spec.command}: ${error.message}`);
      if (child.pid === undefined) child.emit('exit', 127, null);
    });
    const { pid } = child;
    if (pid !== undefined) {
      this.#running.add(child);
      this.#tell({ add: pid });
      child.once('exit', () => {
        this.#running.delete(child);
        this.#tell({ remove: pid });
      });
    }
    return child;
  }

  /** Sends SIGTERM, and SIGKILL after `graceSeconds` (0: SIGKILL at once); resolves when the process is gone. */
  async stop(child: ChildProcess, graceSeconds: number): Promise<void> {
    const { pid } = child;
    if (pid === undefined || !this.#running.has(child)) return;
    const gone = once(child, 'exit');
    signalGroup(pid, graceSeconds > 0 ? 'SIGTERM' : 'SIGKILL');
    const kill = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceSeconds * 1_000);
    await gone;
    clearTimeout(kill);
    // The leader may have left processes in its group.
    signalGroup(pid, 'SIGKILL');
  }

  /** Stops all running processes, the watchdog last. */
  async close(graceSeconds: number): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#running].map((child) => this.stop(child, graceSeconds)));
    if (this.#watchdog.connected) {
      const gone = once(this.#watchdog, 'exit');
      this.#watchdog.ref();
      this.#watchdog.disconnect();
      await gone;
    }
  }

  #tell(message: WatchMessage): void {
    if (this.#watchdog.connected) this.#watchdog.send(message);
  }
}
