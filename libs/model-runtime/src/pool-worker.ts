import { Worker } from 'node:worker_threads';

export interface PoolWorkerOptions {
  /**
   * The module that the thread runs: it posts `'loaded'` once, then one message for each task that it is sent, and
   * ends itself when it is sent `'close'`.
   */
  readonly file: URL;
  readonly workerData: unknown;
  /** A worker that has not answered a task by then is closed; after as long again by force. */
  readonly taskSeconds: number;
}

export interface Job<Task, Result> {
  readonly task: Task;
  resolve(result: Result): void;
  reject(error: Error): void;
}

/** One thread of a pool: loads, then answers one job at a time. */
export class PoolWorker<Task, Result> {
  readonly #worker: Worker;
  readonly #taskSeconds: number;
  readonly #exit = Promise.withResolvers<Error>();
  #loaded = false;
  #job: Job<Task, Result> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #fault: Error | undefined;

  constructor({ file, workerData, taskSeconds }: PoolWorkerOptions, onIdle: () => void) {
    this.#taskSeconds = taskSeconds;
    this.#worker = new Worker(file, { workerData });
    this.#worker.on('message', (message: 'loaded' | Result) => {
      if (message === 'loaded') this.#loaded = true;
      else this.#release()?.resolve(message);
      onIdle();
    });
    this.#worker.on('error', (error) => (this.#fault ??= error as Error));
    this.#worker.on('exit', (code) => {
      clearTimeout(this.#timer);
      const error = this.#fault ?? new Error(`a worker ended itself with exit code ${code}`);
      this.#release()?.reject(error);
      this.#exit.resolve(error);
    });
  }

  /** Resolves, with the reason, when the thread has ended. */
  get exited(): Promise<Error> {
    return this.#exit.promise;
  }

  /** Whether it ever came so far. */
  get loaded(): boolean {
    return this.#loaded;
  }

  get healthy(): boolean {
    return this.#loaded && this.#fault === undefined;
  }

  get idle(): boolean {
    return this.healthy && this.#job === undefined;
  }

  run(job: Job<Task, Result>): void {
    this.#job = job;
    this.#timer = setTimeout(() => {
      this.end(new Error(`a worker gave no answer within ${this.#taskSeconds} s`));
    }, this.#taskSeconds * 1000);
    this.#worker.postMessage(job.task);
  }

  /**
   * Fails the job that it has, and ends it. It is asked first, for to terminate a thread inside native code (a
   * session that loads or runs) aborts the process.
   */
  end(reason: Error): void {
    this.#fault ??= reason;
    this.#release()?.reject(reason);
    clearTimeout(this.#timer);
    this.#worker.postMessage('close');
    this.#timer = setTimeout(() => void this.#worker.terminate(), this.#taskSeconds * 1000);
  }

  #release(): Job<Task, Result> | undefined {
    const job = this.#job;
    this.#job = undefined;
    if (job) clearTimeout(this.#timer);
    return job;
  }
}
