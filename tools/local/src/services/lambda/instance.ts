import type { ChildProcesses } from '../../cloud/processes/child-processes.ts';
import { failedResult, serviceFailure, type InvocationResult } from './result.ts';
import { RuntimeProcess, type Outcome, type RuntimeSpec } from './runtime-process.ts';

/** Lambda gives the code this long to load, before the first event. */
const INIT_SECONDS = 10;

export interface InstanceSpec extends RuntimeSpec {
  readonly timeoutSeconds: number;
  readonly functionArn: string;
}

/**
 * One execution environment of a function, for one event at a time. If the code does not load, or not in time, it is
 * loaded again as part of the first event, and the function's time-out counts for both:
 *
 *     init phase (10 s) ──ready──> event (time-out) ──> event (time-out) ──> ...
 *           └─failed or late──> [load again, event] (one time-out)
 */
export class Instance {
  /** Resolves when the environment has no process any more. */
  readonly ended: Promise<undefined>;
  readonly #spec: InstanceSpec;
  readonly #processes: ChildProcesses;
  readonly #over = Promise.withResolvers<undefined>();
  #process: RuntimeProcess;
  /** The init phase; awaited by the first event. */
  #init: Promise<Outcome> | undefined;

  constructor(spec: InstanceSpec, processes: ChildProcesses) {
    this.#spec = spec;
    this.#processes = processes;
    this.ended = this.#over.promise;
    this.#process = this.#start();
    this.#init = this.#process.loaded(INIT_SECONDS);
  }

  /**
   * Runs one event. `usable` is false after a failed start, a time-out or a crash: discard the instance.
   */
  async invoke(
    requestId: string,
    event: string,
  ): Promise<{ result: InvocationResult; usable: boolean }> {
    const outcome = await this.#outcome(requestId, event);
    return {
      result: this.#result(outcome, requestId),
      usable: outcome.kind === 'answer' || outcome.kind === 'failed',
    };
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  async #outcome(requestId: string, event: string): Promise<Outcome> {
    const initialised = await this.#init;
    this.#init = undefined;
    const { timeoutSeconds, functionArn } = this.#spec;
    const deadline = Date.now() + timeoutSeconds * 1_000;
    const secondsLeft = () => Math.max(0, deadline - Date.now()) / 1_000;
    if (initialised && initialised.kind !== 'ready') {
      await this.#restart();
      const loaded = await this.#process.loaded(secondsLeft());
      if (loaded.kind !== 'ready') return loaded;
    }
    return this.#process.run({ requestId, event, functionArn, deadline }, secondsLeft());
  }

  async #restart(): Promise<void> {
    const before = this.#process;
    this.#process = this.#start();
    await before.stop();
  }

  #start(): RuntimeProcess {
    const started = new RuntimeProcess(this.#spec, this.#processes);
    void started.ended.then(() => {
      // A process that ends while it loads is followed by another, for the first event.
      if (this.#process === started && this.#init === undefined) this.#over.resolve(undefined);
    });
    return started;
  }

  #result(outcome: Outcome, requestId: string): InvocationResult {
    switch (outcome.kind) {
      case 'answer':
        return { payload: outcome.payload };
      case 'failed':
      case 'init-failed':
        return failedResult(outcome.failure);
      case 'late': {
        const text = `Task timed out after ${this.#spec.timeoutSeconds.toFixed(2)} seconds`;
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
