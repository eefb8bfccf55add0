import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { COMPILE_CACHE, type ChildProcesses } from '../../cloud/processes/child-processes.ts';
import { memoryBytes } from '../../cloud/processes/memory.ts';
import type { InstanceMessage, InvokeMessage } from './messages.ts';

/** The heap's share of the function's memory; Node itself needs the rest. */
const HEAP_SHARE = 0.9;
/** How often the memory of a working process is looked at. */
const MEMORY_LOOK_MILLISECONDS = 50;
const MEGABYTE = 1024 * 1024;
const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.ts', import.meta.url));

/** How Lambda names the signals that end a runtime. */
const SIGNALS: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGILL: 'illegal instruction',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
};

export interface RuntimeSpec {
  readonly environment: Readonly<Record<string, string>>;
  readonly codeDirectory: string;
  /** Its /tmp. */
  readonly temporary: string;
  readonly memorySizeMb: number;
  /** Whether it reaches nothing but the endpoint of the stand-ins. */
  readonly isOffline: boolean;
  /** A directory that it may only read. */
  readonly readOnly: string | undefined;
  /** Each line that the function prints. */
  readonly onLine: (line: string) => void;
  /** What the cloud does to the process, and why. */
  readonly onNotice: (line: string) => void;
}

/** What came of a phase: a message of the process, its end, or nothing in time. */
export type Outcome =
  InstanceMessage | { readonly kind: 'late' } | { readonly kind: 'ended'; readonly how: string };

/** The process of a function instance: loads the function's code, then takes one event at a time. */
export class RuntimeProcess {
  /** How the process ended. Resolves when it has exited and its last message has arrived. */
  readonly ended: Promise<string>;
  readonly #spec: RuntimeSpec;
  readonly #processes: ChildProcesses;
  readonly #child: ChildProcess;
  #next: Promise<InstanceMessage>;

  constructor(spec: RuntimeSpec, processes: ChildProcesses) {
    this.#spec = spec;
    this.#processes = processes;
    this.#child = processes.start({
      command: process.execPath,
      arguments: programArguments(spec),
      cwd: spec.codeDirectory,
      temporary: spec.temporary,
      environment: { ...spec.environment, ...COMPILE_CACHE },
      ipc: true,
      onLine: spec.onLine,
    });
    this.ended = endOf(this.#child);
    this.#next = this.#message();
  }

  /** `ready` or `init-failed`, once the code is loaded. */
  loaded(seconds: number): Promise<Outcome> {
    return this.#outcome(seconds);
  }

  run(message: InvokeMessage, seconds: number): Promise<Outcome> {
    this.#next = this.#message();
    // An error means that the process is gone; `ended` reports that.
    this.#child.send(message, () => undefined);
    return this.#outcome(seconds);
  }

  stop(): Promise<void> {
    return this.#processes.stop(this.#child, 0);
  }

  #message(): Promise<InstanceMessage> {
    return new Promise((resolve) => this.#child.once('message', resolve));
  }

  async #outcome(seconds: number): Promise<Outcome> {
    const timer = new AbortController();
    const memory = setInterval(() => this.#killIfTooLarge(), MEMORY_LOOK_MILLISECONDS);
    try {
      return await Promise.race([
        this.#next,
        this.ended.then((how) => ({ kind: 'ended', how }) as const),
        sleep(seconds * 1_000, { kind: 'late' } as const, { signal: timer.signal }),
      ]);
    } finally {
      timer.abort();
      clearInterval(memory);
    }
  }

  /** Lambda kills a runtime that needs more memory than its function has. */
  #killIfTooLarge(): void {
    const { memorySizeMb, onNotice } = this.#spec;
    const megabytes = (memoryBytes(this.#child.pid) ?? 0) / MEGABYTE;
    if (megabytes <= memorySizeMb) return;
    onNotice(`KILLED: it holds ${Math.ceil(megabytes)} MB, and has ${memorySizeMb} MB`);
    void this.stop();
  }
}

/** Node's own options, the program, and its arguments: `offline`, `read-only=DIRECTORY`. */
function programArguments({ memorySizeMb, isOffline, readOnly }: RuntimeSpec): string[] {
  return [
    `--max-old-space-size=${Math.floor(memorySizeMb * HEAP_SHARE)}`,
    BOOTSTRAP,
    ...(isOffline ? ['offline'] : []),
    ...(readOnly === undefined ? [] : [`read-only=${readOnly}`]),
  ];
}

async function endOf(child: ChildProcess): Promise<string> {
  const disconnected = once(child, 'disconnect');
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (child.connected) await disconnected;
  return signal === null ? `exit status ${code}` : `signal: ${SIGNALS[signal] ?? signal}`;
}
