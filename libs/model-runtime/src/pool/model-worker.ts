import { Worker } from 'node:worker_threads';
import type { Job } from './job.ts';
import type {
  FromWorker,
  Measurement,
  Reply,
  RunLimits,
  ToWorker,
  WorkerSettings,
} from './messages.ts';
import { OpenStreams } from '../streams/open-streams.ts';
import { endJob } from './end-job.ts';

export interface ModelWorkerOptions {
  /** `worker.ts`, or its bundle. */
  readonly file: URL;
  readonly settings: WorkerSettings;
  readonly heapMegabytes: number;
  /** A worker without any answer of its run for this long is closed; after the same time again it is terminated. */
  readonly invocationSeconds: number;
}

/** The events of a worker. */
export interface WorkerListener {
  /** It has loaded, or its run has ended. */
  onIdle(): void;
  /** The thread has ended; `unanswered` are its open jobs. */
  onExit(error: Error, unanswered: readonly Job[]): void;
}

/** One thread with its own session: loads the model, then executes one run at a time. */
export class ModelWorker {
  /** Resolves when the model has loaded; rejects with the reason if it cannot. */
  readonly loaded: Promise<void>;
  readonly exited: Promise<void>;
  listener: WorkerListener | undefined;
  /** Whether `predict` streams its answers. */
  streams = false;
  /** `performance.now()` when it last became idle. */
  idleSince = 0;
  /** Mean time per job of its latest run; Infinity before the first run. */
  jobMilliseconds = Infinity;
  readonly #worker: Worker;
  readonly #invocationSeconds: number;
  readonly #loading = Promise.withResolvers<undefined>();
  readonly #exit = Promise.withResolvers<undefined>();
  readonly #jobs = new Map<number, Job>();
  readonly #streams = new OpenStreams((message) => this.#post(message));
  #measuring: PromiseWithResolvers<Measurement> | undefined;
  #checking: PromiseWithResolvers<string | undefined> | undefined;
  #loaded = false;
  #run = { jobs: 0, startedAt: 0 };
  #timer: NodeJS.Timeout | undefined;
  #fault: Error | undefined;
  #ended = false;

  /** @throws Error when a thread cannot be started at the moment */
  constructor({ file, settings, heapMegabytes, invocationSeconds }: ModelWorkerOptions) {
    this.loaded = this.#loading.promise;
    this.exited = this.#exit.promise;
    this.loaded.catch(() => undefined);
    this.#invocationSeconds = invocationSeconds;
    this.#worker = startThread(file, settings, heapMegabytes);
    this.#worker.on('message', (message: FromWorker) => this.#hear(message));
    this.#worker.on('error', (error) => (this.#fault ??= error as Error));
    this.#worker.on('exit', (code) => this.#exited(code));
  }

  get healthy(): boolean {
    return this.#loaded && this.#fault === undefined && !this.#ended;
  }

  get idle(): boolean {
    return this.healthy && this.running === 0 && this.#measuring === undefined;
  }

  /** Jobs that it has not answered completely. */
  get running(): number {
    return this.#jobs.size + this.#streams.count;
  }

  run(jobs: readonly Job[], limits: RunLimits): void {
    const startedAt = performance.now();
    this.#run = { jobs: jobs.length, startedAt };
    for (const job of jobs) {
      job.startedAt = startedAt;
      this.#jobs.set(job.id, job);
    }
    this.#timer = setTimeout(() => {
      this.end(new Error(`a worker gave no answer within ${this.#invocationSeconds} s`));
    }, this.#invocationSeconds * 1000);
    this.#post({
      kind: 'run',
      limits,
      jobs: jobs.map(({ id, invocation }) => ({ id, ...invocation })),
    });
  }

  /**
   * Runs an example of the manifest in batches of `batch`, for about `milliseconds`, at least once.
   * @throws Error when it is not answered; the message is the reason why the model cannot be served
   */
  measure(batch: number, milliseconds: number): Promise<Measurement> {
    this.#measuring = Promise.withResolvers();
    this.#post({ kind: 'measure', batch, milliseconds });
    return this.#measuring.promise;
  }

  /**
   * Checks whether an answer changes if up to `batch` inputs run together.
   * @returns which answer changes, and how; undefined when none does
   */
  checkBatch(batch: number): Promise<string | undefined> {
    this.#checking = Promise.withResolvers();
    this.#post({ kind: 'check-batch', batch });
    return this.#checking.promise;
  }

  /**
   * Rejects its open jobs and ends the thread. The thread is first asked to exit: terminating it inside native code (a
   * session that loads or runs) aborts the process.
   */
  end(reason: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#fault ??= reason;
    for (const job of this.#jobs.values()) job.reject(reason);
    this.#jobs.clear();
    this.#streams.breakAll(reason);
    clearTimeout(this.#timer);
    this.#post({ kind: 'close' });
    this.#timer = setTimeout(() => void this.#worker.terminate(), this.#invocationSeconds * 1000);
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case 'loaded':
        this.#loaded = true;
        this.streams = message.streams;
        this.#loading.resolve(undefined);
        return this.#rest();
      case 'measured':
        this.#measuring?.resolve(message.measurement);
        this.#measuring = undefined;
        return this.#rest();
      case 'unmeasured':
        this.#measuring?.reject(new Error(message.reason));
        this.#measuring = undefined;
        return;
      case 'batch-checked':
        this.#checking?.resolve(message.changed);
        this.#checking = undefined;
        return this.#rest();
      case 'replies':
        for (const [id, reply] of message.replies) this.#reply(id, reply);
        this.#goOn();
        return this.#rest();
      case 'part':
        this.#streams.push(message.id, message.part);
        return this.#goOn();
      case 'end':
        this.#streams.end(message.id, message.timings, message.failure);
        return this.#rest();
    }
  }

  #reply(id: number, reply: Reply): void {
    const job = this.#jobs.get(id);
    if (job === undefined) return;
    this.#jobs.delete(id);
    if ('stream' in reply) this.#streams.begin(job, reply.stream);
    else endJob(job, reply);
  }

  /** The worker has made progress, so it is not hung: restarts the time-out. */
  #goOn(): void {
    if (!this.#ended) this.#timer?.refresh();
  }

  #rest(): void {
    if (this.running > 0) return;
    if (!this.#ended) clearTimeout(this.#timer);
    this.idleSince = performance.now();
    const { jobs, startedAt } = this.#run;
    if (jobs > 0) this.jobMilliseconds = (this.idleSince - startedAt) / jobs;
    this.listener?.onIdle();
  }

  #exited(code: number): void {
    clearTimeout(this.#timer);
    this.#ended = true;
    const error = (this.#fault ??= new Error(`a worker exited with exit code ${code}`));
    const unanswered = [...this.#jobs.values()];
    this.#jobs.clear();
    this.#streams.breakAll(error);
    this.#loading.reject(error);
    this.#measuring?.reject(error);
    this.#checking?.reject(error);
    this.#exit.resolve(undefined);
    if (this.listener) this.listener.onExit(error, unanswered);
    else for (const job of unanswered) job.reject(error);
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}

function startThread(file: URL, workerData: WorkerSettings, heapMegabytes: number): Worker {
  try {
    return new Worker(file, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`a worker thread cannot be started: ${message}`, { cause: error });
  }
}
