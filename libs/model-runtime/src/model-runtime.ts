import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { ProblemError } from '@pilotlight/contracts';
import type { Invocation, Reply } from './answer.ts';
import type { Bundle } from './bundle.ts';
import type { FormattedOutput } from './hooks.ts';
import { RUNTIME_LIMITS } from './limits.ts';
import { QueueFullError, WorkerPool } from './worker-pool.ts';
import type { WorkerSettings } from './worker.ts';

export interface ModelRuntimeOptions {
  /** Default: the processors that this process may really use, a container's quota included. */
  readonly workers?: number;
  /** Default: `RUNTIME_LIMITS.queuedInvocations`. */
  readonly maxQueue?: number;
  /** Default: `RUNTIME_LIMITS.invocationSeconds`. */
  readonly invocationSeconds?: number;
  /** Told of each worker that was lost and replaced. Default: nobody is. */
  onWorkerLost?(error: Error): void;
}

/** A bundle that is being served: the hooks run in worker threads, the caller's event loop stays free. */
export interface ModelRuntime {
  /** Resolves when every worker has loaded the model; rejects, saying why, when one cannot. */
  readonly loaded: Promise<void>;
  /** Why no invocation would be answered now, undefined when it would. */
  unready(): string | undefined;
  /**
   * @throws ProblemError for what the client can mend, and `overloaded` when too many wait already
   * @throws Error for a failure of the model
   */
  invoke(invocation: Invocation): Promise<FormattedOutput>;
  /** Fails what waits, and ends the workers; one that is loading or running a model does so first. */
  close(): Promise<void>;
}

/** Starts the workers and returns at once; they load the model by themselves. */
export function startModelRuntime(bundle: Bundle, options: ModelRuntimeOptions = {}): ModelRuntime {
  // From 1.29 on ONNX Runtime keeps a device id under HOME and sends usage data to its makers, unless it is told not
  // to before it is loaded: here, for only the main thread's process.env is the process's own.
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
  const size = options.workers ?? availableParallelism();
  const settings: WorkerSettings = { directory: bundle.directory };
  const pool = new WorkerPool<Invocation, Reply>({
    // worker.ts beside this file; where both are bundled, worker.mjs beside the bundle.
    file: new URL(`./worker${extname(import.meta.url)}`, import.meta.url),
    workerData: settings,
    size,
    maxQueue: options.maxQueue ?? RUNTIME_LIMITS.queuedInvocations,
    taskSeconds: options.invocationSeconds ?? RUNTIME_LIMITS.invocationSeconds,
    onWorkerLost: options.onWorkerLost ?? (() => undefined),
  });
  let started = false;
  void pool.loaded.then(
    () => (started = true),
    () => undefined,
  );
  return {
    loaded: pool.loaded,
    unready() {
      if (pool.failure) return pool.failure.message;
      const count = pool.healthyWorkers;
      // A worker that is being replaced leaves the others to answer.
      if (started ? count > 0 : count === size) return undefined;
      return `${count} of ${size} workers have loaded the model`;
    },
    async invoke(invocation) {
      const reply = await pool.run(invocation).catch((error: Error) => {
        if (!(error instanceof QueueFullError)) throw error;
        throw new ProblemError('overloaded', 'Too many invocations wait already; try again later');
      });
      if ('refusal' in reply) {
        const { code, detail, errors } = reply.refusal;
        throw new ProblemError(code, detail, errors);
      }
      if ('failure' in reply) throw reply.failure;
      return reply.output;
    },
    close: () => pool.close(),
  };
}
