import type { Timings } from '../answer-types.ts';
import type { Job } from '../pool/job.ts';
import type { ToWorker, WorkTimings } from '../pool/messages.ts';
import { withQueue } from '../pool/end-job.ts';
import { StreamedBody } from './streamed-body.ts';

interface OpenStream {
  readonly job: Job;
  readonly body: StreamedBody;
  readonly timings: PromiseWithResolvers<Timings>;
}

/** The open streams of one worker. */
export class OpenStreams {
  readonly #post: (message: ToWorker) => void;
  readonly #streams = new Map<number, OpenStream>();

  constructor(post: (message: ToWorker) => void) {
    this.#post = post;
  }

  get count(): number {
    return this.#streams.size;
  }

  begin(job: Job, contentType: string): void {
    const { id } = job;
    const body = new StreamedBody({
      taken: () => this.#post({ kind: 'taken', id }),
      cancel: () => this.#post({ kind: 'cancel', id }),
    });
    const timings = Promise.withResolvers<Timings>();
    timings.promise.catch(() => undefined);
    this.#streams.set(id, { job, body, timings });
    job.resolve({ contentType, body, timings: timings.promise });
    // Its caller has left: no reader will end the stream.
    if (job.abandoned) void body.return();
  }

  push(id: number, part: string | Uint8Array): void {
    this.#streams.get(id)?.body.push(part);
  }

  end(id: number, timings: WorkTimings, failure: Error | undefined): void {
    const stream = this.#streams.get(id);
    if (stream === undefined) return;
    this.#streams.delete(id);
    stream.body.end(failure);
    if (failure) stream.timings.reject(failure);
    else stream.timings.resolve(withQueue(stream.job, timings));
  }

  breakAll(reason: Error): void {
    for (const { body, timings } of this.#streams.values()) {
      body.end(reason);
      timings.reject(reason);
    }
    this.#streams.clear();
  }
}
