import type { Answer } from '../src/answer-types.ts';
import type { Job } from '../src/pool/job.ts';
import type { Layout } from '../src/plan/layouts.ts';
import type { ModelWorker } from '../src/pool/model-worker.ts';
import type { PoolWorker, WorkerPoolOptions } from '../src/pool/worker-pool.ts';

/** A worker without a thread: the test decides when it loads, answers and ends. */
export class FakeWorker implements PoolWorker {
  listener: PoolWorker['listener'];
  idleSince = 0;
  jobMilliseconds = 1;
  healthy = false;
  readonly jobs: Job[] = [];
  readonly runs: number[] = [];
  readonly #loading = Promise.withResolvers<undefined>();
  readonly loaded: Promise<undefined> = this.#loading.promise;

  get idle(): boolean {
    return this.healthy && this.jobs.length === 0;
  }

  get running(): number {
    return this.jobs.length;
  }

  load(): void {
    this.healthy = true;
    this.#loading.resolve(undefined);
  }

  failToLoad(error: Error): void {
    this.#loading.reject(error);
  }

  run: WorkerPoolOptions['workers'][number]['run'] = (jobs) => {
    if (!this.idle) throw new Error('a busy worker was given a run');
    this.jobs.push(...jobs);
    this.runs.push(jobs.length);
  };

  /** Answers its first job with that job's body. */
  answer(): void {
    const job = this.jobs.shift();
    job?.resolve(answerTo(job));
    if (this.jobs.length === 0) this.listener?.onIdle();
  }

  /** Whether the pool has adopted it. */
  get adopted(): boolean {
    return this.healthy && this.listener !== undefined;
  }

  crash(): void {
    this.healthy = false;
    this.listener?.onExit(new Error('crashed'), this.jobs.splice(0));
  }
}

export function answerTo({ invocation }: Job): Answer {
  const timings = {
    queueMilliseconds: 0,
    parseMilliseconds: 0,
    predictMilliseconds: 0,
    formatMilliseconds: 0,
    batchSize: 1,
  };
  return { body: invocation.body, contentType: 'text/plain', timings: Promise.resolve(timings) };
}

/** Starts workers without threads, with measurements set by the test. */
export function measuredWorkers(
  figures: (layout: Layout, batch: number) => { ms: number; spread: number },
): (layout: Layout) => ModelWorker {
  return (layout) => {
    const worker: Pick<
      ModelWorker,
      'loaded' | 'exited' | 'streams' | 'end' | 'measure' | 'checkBatch'
    > = {
      loaded: Promise.resolve(),
      exited: Promise.resolve(),
      streams: false,
      end: () => undefined,
      async measure(batch) {
        const { ms: runMilliseconds, spread } = figures(layout, batch);
        return { batch, runMilliseconds, spread };
      },
      checkBatch: () => Promise.resolve(undefined),
    };
    return worker as ModelWorker;
  };
}
