import { extname } from 'node:path';
import type { Tuning } from '@pilotlight/contracts';
import type { Answer, Invocation } from '../answer-types.ts';
import { BatchQueue } from './batch-queue.ts';
import type { Bundle } from '../bundle.ts';
import { type Caller, CallerLeftError } from './caller.ts';
import { choosePlan, type ChosenPlan } from '../plan/choose-plan.ts';
import type { Job } from './job.ts';
import { heapMegabytes, type Layout } from '../plan/layouts.ts';
import { RUNTIME_LIMITS } from '../limits.ts';
import type { ModelRuntime, ModelRuntimeOptions, RuntimeState } from '../model-runtime.ts';
import { ModelWorker } from './model-worker.ts';
import { OverloadedError } from './overloaded-error.ts';
import { Pace } from './pace.ts';
import { WorkerPool } from './worker-pool.ts';

/** `worker.ts` beside this file; when bundled, `worker.mjs` beside the bundle. */
const ownWorker = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);

/** The workers of one bundle, their queue, and the plan. */
export class ServedBundle implements ModelRuntime {
  readonly loaded: Promise<void>;
  readonly #options: ModelRuntimeOptions;
  readonly #bundle: Bundle;
  readonly #queue = new BatchQueue();
  readonly #pace = new Pace();
  /** All workers whose thread has not ended. */
  readonly #workers = new Set<ModelWorker>();
  #chosen: ChosenPlan | undefined;
  #pool: WorkerPool | undefined;
  #failure: Error | undefined;
  #jobs = 0;

  constructor(bundle: Bundle, options: ModelRuntimeOptions) {
    this.#bundle = bundle;
    this.#options = options;
    this.loaded = this.#load();
    // `unready` reports the failure too: an unhandled rejection must not end the process.
    this.loaded.catch(() => undefined);
  }

  unready(): string | undefined {
    if (this.#failure) return this.#failure.message;
    if (!this.#pool) return 'the model is being loaded';
    if (this.#pool.healthyWorkers > 0) return undefined;
    return `no worker is alive: ${this.#pool.lastLoss?.message}`;
  }

  refusal(bytes: number): OverloadedError | undefined {
    const { maxQueue = RUNTIME_LIMITS.queuedInvocations } = this.#options;
    const { maxQueuedBytes = RUNTIME_LIMITS.queuedBytes } = this.#options;
    const { length } = this.#queue;
    const full = length >= maxQueue || (length > 0 && this.#queue.bytes + bytes > maxQueuedBytes);
    return full ? new OverloadedError(this.#pace.retryAfterSeconds(length)) : undefined;
  }

  async invoke(invocation: Invocation, caller?: Caller): Promise<Answer> {
    if (caller?.left) throw new CallerLeftError();
    if (this.#failure) throw this.#failure;
    this.#dropOutdated();
    const refused = this.refusal(invocation.body.length);
    if (refused) throw refused;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const ended = () => {
      this.#pace.answered(performance.now());
      if (caller) caller.onLeave = undefined;
    };
    const job: Job = {
      id: ++this.#jobs,
      invocation: ownBytes(invocation),
      takenAt: performance.now(),
      resolve(answer) {
        if (!job.abandoned) ended();
        resolve(answer);
      },
      reject(error) {
        if (!job.abandoned) ended();
        reject(error);
      },
    };
    if (caller) {
      caller.onLeave = () => {
        this.#queue.remove(job);
        job.reject(new CallerLeftError());
        job.abandoned = true;
      };
    }
    this.#queue.push(job, this.#pool?.underWay ?? 0, job.takenAt);
    this.#pool?.dispatch();
    return promise;
  }

  state(): RuntimeState {
    return {
      plan: this.#chosen?.plan,
      planSource: this.#chosen?.source,
      healthyWorkers: this.#pool?.healthyWorkers ?? 0,
      busyWorkers: this.#pool?.busyWorkers ?? 0,
      queuedInvocations: this.#queue.length,
      queuedBytes: this.#queue.bytes,
      workersLost: this.#pool?.workersLost ?? 0,
    };
  }

  async close(): Promise<void> {
    const reason = new Error('the model is closed');
    this.#fail(reason);
    this.#pool?.close();
    const workers = [...this.#workers];
    for (const worker of workers) worker.end(reason);
    await Promise.all(workers.map((worker) => worker.exited));
  }

  async #load(): Promise<void> {
    const { planDirectory, onPlan } = this.#options;
    const { tuning } = this.#bundle.manifest;
    try {
      const start = (layout: Layout) => this.#startWorker(layout);
      const chosen = await choosePlan(
        this.#bundle,
        { ...tuning, ...partsOf(this.#options) },
        planDirectory,
        start,
      );
      if (this.#failure) throw this.#failure;
      this.#chosen = chosen;
      onPlan?.(chosen);
      this.#pool = new WorkerPool({
        queue: this.#queue,
        plan: chosen.plan,
        workers: chosen.workers,
        start: () => this.#startWorker(chosen.plan),
        onWorkerLost: (error) => this.#options.onWorkerLost?.(error),
      });
    } catch (error) {
      this.#fail(error as Error);
      throw this.#failure;
    }
  }

  #startWorker({ workers, threadsPerWorker: threads }: Layout): ModelWorker {
    const worker = new ModelWorker({
      file: this.#options.workerProgram ?? ownWorker,
      settings: { directory: this.#bundle.directory, threads },
      heapMegabytes: heapMegabytes(workers),
      invocationSeconds: this.#invocationSeconds,
    });
    if (this.#failure) worker.end(this.#failure);
    this.#workers.add(worker);
    void worker.exited.then(() => this.#workers.delete(worker));
    return worker;
  }

  get #invocationSeconds(): number {
    return this.#options.invocationSeconds ?? RUNTIME_LIMITS.invocationSeconds;
  }

  /** Rejects jobs whose callers have timed out: running them would only delay others. */
  #dropOutdated(): void {
    const then = performance.now() - this.#invocationSeconds * 1000;
    for (const job of this.#queue.removeOlderThan(then)) {
      job.reject(new OverloadedError(this.#pace.retryAfterSeconds(this.#queue.length)));
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const job of this.#queue.removeAll()) job.reject(this.#failure);
  }
}

function partsOf({ workers, threadsPerWorker, maxBatch, maxDelayMilliseconds }: Tuning): Tuning {
  const parts = { workers, threadsPerWorker, maxBatch, maxDelayMilliseconds };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

/** Copies a view into a larger buffer: posting it to a worker would send the whole buffer. */
function ownBytes(invocation: Invocation): Invocation {
  const { body } = invocation;
  if (body.byteLength === body.buffer.byteLength) return invocation;
  return { ...invocation, body: Uint8Array.prototype.slice.call(body) };
}
