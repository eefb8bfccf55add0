import type { BatchQueue } from './batch-queue.ts';
import type { Job } from './job.ts';
import { RUNTIME_LIMITS } from '../limits.ts';
import type { ModelWorker } from './model-worker.ts';
import type { Plan } from '../plan/plan.ts';

/** The part of a worker that the pool uses. */
export type PoolWorker = Pick<
  ModelWorker,
  'loaded' | 'listener' | 'healthy' | 'idle' | 'idleSince' | 'jobMilliseconds' | 'running' | 'run'
>;

export interface WorkerPoolOptions {
  readonly queue: BatchQueue;
  readonly plan: Plan;
  /** Loaded and idle. */
  readonly workers: readonly PoolWorker[];
  /** Starts the replacement of a lost worker. */
  start(): PoolWorker;
  /** Called for each worker that was lost, and for each replacement that could not load. */
  onWorkerLost(error: Error): void;
}

/**
 * Distributes the jobs of a queue to the workers. A lost worker fails only the job that caused the loss. If several
 * jobs were in its run, the cause is unknown, so each of them runs once more, alone.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #workers = new Set<PoolWorker>();
  #timer: NodeJS.Timeout | undefined;
  #lost = 0;
  #lastLoss: Error | undefined;
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    for (const worker of options.workers) this.#adopt(worker);
    this.dispatch();
  }

  get healthyWorkers(): number {
    return this.#count(({ healthy }) => healthy);
  }

  get busyWorkers(): number {
    return this.#count(({ running }) => running > 0);
  }

  get workersLost(): number {
    return this.#lost;
  }

  /** Why the last lost worker was lost. */
  get lastLoss(): Error | undefined {
    return this.#lastLoss;
  }

  /** Number of running jobs. */
  get underWay(): number {
    return [...this.#workers].reduce((sum, { running }) => sum + running, 0);
  }

  /** Gives queued jobs to idle workers; call it after adding a job to the queue. */
  dispatch(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    const { queue, plan } = this.#options;
    for (;;) {
      const worker = this.#latestIdle();
      if (worker === undefined || queue.length === 0) return;
      const { idleSince, jobMilliseconds } = worker;
      const turn = queue.turn(plan, idleSince, performance.now(), jobMilliseconds);
      if ('run' in turn) {
        worker.run(turn.run, plan);
      } else {
        this.#timer = setTimeout(() => this.dispatch(), turn.againInMilliseconds);
        return;
      }
    }
  }

  /** Stops dispatching and replacing workers; it does not end the workers. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  /** The worker that became idle last: its caches are the warmest. */
  #latestIdle(): PoolWorker | undefined {
    let latest: PoolWorker | undefined;
    for (const worker of this.#workers) {
      if (worker.idle && worker.idleSince >= (latest?.idleSince ?? 0)) latest = worker;
    }
    return latest;
  }

  #adopt(worker: PoolWorker): void {
    this.#workers.add(worker);
    worker.listener = {
      onIdle: () => this.dispatch(),
      onExit: (error, unanswered) => this.#replace(worker, error, unanswered),
    };
  }

  #replace(worker: PoolWorker, error: Error, unanswered: readonly Job[]): void {
    this.#workers.delete(worker);
    const retried = !this.#closed && unanswered.length > 1;
    const again = retried ? unanswered.filter(({ abandoned }) => !abandoned) : [];
    for (const job of unanswered) if (!again.includes(job)) job.reject(error);
    if (this.#closed) return;
    for (const job of again) job.alone = true;
    this.#options.queue.putBack(again);
    this.#lost += 1;
    this.#lastLoss = error;
    this.#options.onWorkerLost(error);
    void this.#reload();
  }

  /** Retries a replacement that cannot load, with exponential back-off: memory may be short only for a moment. */
  async #reload(): Promise<void> {
    const { least, most } = RUNTIME_LIMITS.reloadSeconds;
    for (let pause: number = least; !this.#closed; pause = Math.min(2 * pause, most)) {
      try {
        const worker = this.#options.start();
        await worker.loaded;
        this.#adopt(worker);
        return this.dispatch();
      } catch (error) {
        if (this.#closed) return;
        this.#options.onWorkerLost(error as Error);
        await new Promise((resolve) => setTimeout(resolve, pause * 1000).unref());
      }
    }
  }

  #count(which: (worker: PoolWorker) => boolean): number {
    return [...this.#workers].filter(which).length;
  }
}
