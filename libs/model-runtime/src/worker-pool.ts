import { type Job, PoolWorker, type PoolWorkerOptions } from './pool-worker.ts';

export interface WorkerPoolOptions extends PoolWorkerOptions {
  readonly size: number;
  /** Tasks that may wait for a worker. */
  readonly maxQueue: number;
  /** Told of each worker that was lost. */
  onWorkerLost(error: Error): void;
}

/** The queue is full, so the task was not taken. */
export class QueueFullError extends Error {
  override readonly name = 'QueueFullError';
}

/**
 * Worker threads that hold something slow to load, and answer one task at a time, first come first served.
 *
 * Its own because of what serving needs: to know when every worker has loaded, an exact order and bound of the
 * queue, the loss of one worker failing one task, and a worker that cannot load ending it all.
 */
export class WorkerPool<Task, Result> {
  /** Resolves when every worker has loaded; rejects when one cannot. */
  readonly loaded: Promise<void>;
  readonly #options: WorkerPoolOptions;
  readonly #workers = new Set<PoolWorker<Task, Result>>();
  readonly #queue: Job<Task, Result>[] = [];
  readonly #loading = Promise.withResolvers<undefined>();
  #failure: Error | undefined;
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.loaded = this.#loading.promise;
    // Whoever serves looks at `failure` as well: an unheard rejection must not end the process.
    this.loaded.catch(() => undefined);
    for (let count = 0; count < options.size; count++) this.#start();
  }

  /** Why no more tasks are taken: it is closed, or a worker could not load. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  get healthyWorkers(): number {
    return [...this.#workers].filter((worker) => worker.healthy).length;
  }

  /**
   * The result of `task`. While the workers load, it waits.
   * @throws QueueFullError; the error of a worker that was lost over it
   */
  run(task: Task): Promise<Result> {
    if (this.#failure) return Promise.reject(this.#failure);
    const busy = ![...this.#workers].some((worker) => worker.idle);
    if (busy && this.#queue.length >= this.#options.maxQueue) {
      return Promise.reject(
        new QueueFullError(`${this.#queue.length} tasks wait already; try again later`),
      );
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ task, resolve, reject });
      this.#dispatch();
    });
  }

  /** Fails every task, and ends every worker: one inside native code only when that returns. */
  async close(): Promise<void> {
    this.#closed = true;
    const reason = new Error('the pool is closed');
    this.#fail(reason);
    const exits = [...this.#workers].map((worker) => worker.exited);
    for (const worker of this.#workers) worker.end(reason);
    await Promise.all(exits);
  }

  #start(): void {
    const worker = new PoolWorker<Task, Result>(this.#options, () => this.#dispatch());
    this.#workers.add(worker);
    void worker.exited.then((error) => this.#lost(worker, error));
  }

  #dispatch(): void {
    if (this.healthyWorkers === this.#options.size) this.#loading.resolve(undefined);
    for (const worker of this.#workers) {
      if (!worker.idle) continue;
      const job = this.#queue.shift();
      if (job === undefined) return;
      worker.run(job);
    }
  }

  #lost(worker: PoolWorker<Task, Result>, error: Error): void {
    this.#workers.delete(worker);
    if (this.#closed) return;
    if (worker.loaded) {
      this.#options.onWorkerLost(error);
      this.#start();
    } else {
      this.#fail(error);
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#loading.reject(error);
    for (const job of this.#queue.splice(0)) job.reject(error);
  }
}
