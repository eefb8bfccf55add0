import type { ErrorCode, ProblemDetail } from '@pilotlight/contracts';
import type { Invocation, Timings } from './answer-types.ts';
import type { Plan } from './plan.ts';

/** What a worker thread is started with. */
export interface WorkerSettings {
  readonly directory: string;
  readonly threads: number;
}

/** How the inputs of one run may be put together. */
export type RunLimits = Pick<Plan, 'maxBatch' | 'runOverheadInputs'>;

/** A client's error, as it comes back from a worker: thread messages keep no classes. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors: readonly ProblemDetail[];
}

export type Reply =
  | {
      readonly body: string | Uint8Array;
      readonly contentType: string;
      readonly timings: WorkTimings;
    }
  /** The answer comes in parts. */
  | { readonly stream: string }
  | { readonly refusal: Refusal }
  | { readonly failure: Error };

export interface WorkTimings extends Omit<Timings, 'queueMilliseconds'> {
  /** For others of the same run: part of the time in the queue, as the caller sees it. */
  readonly waitMilliseconds: number;
}

export interface Numbered {
  readonly id: number;
}

export type ToWorker =
  | {
      readonly kind: 'run';
      readonly jobs: readonly (Numbered & Invocation)[];
      readonly limits: RunLimits;
    }
  /** Answer an example of the manifest, `batch` times together, for about so long. */
  | { readonly kind: 'measure'; readonly batch: number; readonly milliseconds: number }
  /** See whether an answer changes where up to `batch` inputs run together. */
  | { readonly kind: 'check-batch'; readonly batch: number }
  /** The reader of a stream has taken a part. */
  | ({ readonly kind: 'taken' } & Numbered)
  /** The reader of a stream is gone. */
  | ({ readonly kind: 'cancel' } & Numbered)
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'loaded'; readonly streams: boolean }
  /** Those that were ready at the same time: each message wakes the other thread, which costs more than the message. */
  | { readonly kind: 'replies'; readonly replies: readonly (readonly [id: number, reply: Reply])[] }
  | ({ readonly kind: 'part'; readonly part: string | Uint8Array } & Numbered)
  | ({ readonly kind: 'end'; readonly timings: WorkTimings; readonly failure?: Error } & Numbered)
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  | { readonly kind: 'unmeasured'; readonly reason: string }
  /** `changed` says which answer changes, and how. */
  | { readonly kind: 'batch-checked'; readonly changed: string | undefined };

/** One setting as one worker measured it. */
export interface Measurement {
  readonly batch: number;
  /** The fastest run. */
  readonly runMilliseconds: number;
  /**
   * How far the fastest runs of the beginning, the middle and the end lie apart: 1 where they are equal, more where
   * something else used the machine.
   */
  readonly spread: number;
}
