import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ChildProcesses } from '../../cloud/processes/child-processes.ts';
import type { InstanceMessage, InvokeMessage } from './messages.ts';
import { failedResult, serviceFailure, type InvocationResult } from './result.ts';

/** Lambda gives the code this long to load. */
const INIT_SECONDS = 10;
/** The heap's share of the function's memory; Node itself needs the rest. */
const HEAP_SHARE = 0.9;
/** Where this process keeps what Node compiled, if anywhere: each instance loads the same code. */
const { NODE_COMPILE_CACHE } = process.env;
const compileCache: Record<string, string> = NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE } : {};
const BOOTSTRAP = fileURLToPath(new URL('./bootstrap.ts', import.meta.url));

export interface InstanceSpec {
  readonly environment: Readonly<Record<string, string>>;
  readonly codeDirectory: string;
  /** Its /tmp. */
  readonly temporary: string;
  readonly memorySizeMb: number;
  readonly timeoutSeconds: number;
  readonly functionArn: string;
  readonly onLine: (line: string) => void;
}

type Outcome =
  InstanceMessage | { readonly kind: 'late' } | { readonly kind: 'ended'; readonly how: string };

/** One execution environment of a function: a process that takes one event at a time. */
export class Instance {
  /** How the process ended. Resolves when it has exited and its last message has arrived. */
  readonly ended: Promise<string>;
  readonly #spec: InstanceSpec;
  readonly #processes: ChildProcesses;
  readonly #child: ChildProcess;
  /** `ready` or `init-failed`; awaited by the first invocation. */
  #init: Promise<InstanceMessage> | undefined;

  constructor(spec: InstanceSpec, processes: ChildProcesses) {
    this.#spec = spec;
    this.#processes = processes;
    const heap = Math.floor(spec.memorySizeMb * HEAP_SHARE);
    this.#child = processes.start({
      command: process.execPath,
      arguments: [`--max-old-space-size=${heap}`, BOOTSTRAP],
      cwd: spec.codeDirectory,
      temporary: spec.temporary,
      environment: { ...spec.environment, ...compileCache },
      ipc: true,
      onLine: spec.onLine,
    });
    this.ended = endOf(this.#child);
    this.#init = this.#nextMessage();
  }

  /**
   * Runs one event. `usable` is false after a failed start, a time-out or a crash: discard the instance.
   */
  async invoke(
    requestId: string,
    event: string,
  ): Promise<{ result: InvocationResult; usable: boolean }> {
    if (this.#init) {
      const started = await this.#outcome(this.#init, INIT_SECONDS);
      if (started.kind !== 'ready') {
        return { result: this.#result(started, requestId, INIT_SECONDS), usable: false };
      }
      this.#init = undefined;
    }
    const { timeoutSeconds, functionArn } = this.#spec;
    const answer = this.#nextMessage();
    const message: InvokeMessage = {
      requestId,
      event,
      functionArn,
      deadline: Date.now() + timeoutSeconds * 1_000,
    };
    // An error means that the process is gone; `ended` reports that.
    this.#child.send(message, () => undefined);
    const outcome = await this.#outcome(answer, timeoutSeconds);
    return {
      result: this.#result(outcome, requestId, timeoutSeconds),
      usable: outcome.kind === 'answer' || outcome.kind === 'failed',
    };
  }

  stop(): Promise<void> {
    return this.#processes.stop(this.#child, 0);
  }

  #nextMessage(): Promise<InstanceMessage> {
    return new Promise((resolve) => this.#child.once('message', resolve));
  }

  async #outcome(message: Promise<InstanceMessage>, seconds: number): Promise<Outcome> {
    const timer = new AbortController();
    try {
      return await Promise.race([
        message,
        this.ended.then((how) => ({ kind: 'ended', how }) as const),
        sleep(seconds * 1_000, { kind: 'late' } as const, { signal: timer.signal }),
      ]);
    } finally {
      timer.abort();
    }
  }

  #result(outcome: Outcome, requestId: string, seconds: number): InvocationResult {
    switch (outcome.kind) {
      case 'answer':
        return { payload: outcome.payload };
      case 'failed':
      case 'init-failed':
        return failedResult(outcome.failure);
      case 'late': {
        const text = `Task timed out after ${seconds.toFixed(2)} seconds`;
        return serviceFailure(requestId, 'Sandbox.Timedout', text);
      }
      case 'ready':
      case 'ended': {
        const how = outcome.kind === 'ended' ? outcome.how : 'no answer';
        const text = `Runtime exited with error: ${how}`;
        return serviceFailure(requestId, 'Runtime.ExitError', text);
      }
    }
  }
}

async function endOf(child: ChildProcess): Promise<string> {
  const disconnected = once(child, 'disconnect');
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (child.connected) await disconnected;
  return signal === null ? `exit status ${code}` : `signal: ${signal}`;
}
