import type { ErrorCode, ProblemDetail } from '@pilotlight/contracts';
import type { Invocation, Timings } from '../answer-types.ts';
import type { Plan } from '../plan/plan.ts';

/** The `workerData` of a worker thread. */
export interface WorkerSettings {
  readonly directory: string;
  readonly threads: number;
}

/** How the inputs of one run may be grouped. */
export type RunLimits = Pick<Plan, 'maxBatch' | 'runOverheadInputs'>;

/** A client error from a worker; thread messages lose the error's class. */
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
  /** The answer is streamed; `stream` is its content type. */
  | { readonly stream: string }
  | { readonly refusal: Refusal }
  | { readonly failure: Error };

export interface WorkTimings extends Omit<Timings, 'queueMilliseconds'> {
  /** Waiting for others of the same run; counted as time in the queue. */
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
  /** Run an example of the manifest in batches of `batch`, for about `milliseconds`. */
  | { readonly kind: 'measure'; readonly batch: number; readonly milliseconds: number }
  /** Check whether an answer changes if up to `batch` inputs run together. */
  | { readonly kind: 'check-batch'; readonly batch: number }
  /** The reader of a stream has taken a part. */
  | ({ readonly kind: 'taken' } & Numbered)
  /** The reader of a stream has left. */
  | ({ readonly kind: 'cancel' } & Numbered)
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'loaded'; readonly streams: boolean }
  /** All replies that are ready: each message wakes the other thread, which costs more than the message. */
  | { readonly kind: 'replies'; readonly replies: readonly (readonly [id: number, reply: Reply])[] }
  | ({ readonly kind: 'part'; readonly part: string | Uint8Array } & Numbered)
  | ({ readonly kind: 'end'; readonly timings: WorkTimings; readonly failure?: Error } & Numbered)
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  | { readonly kind: 'unmeasured'; readonly reason: string }
  /** `changed`: which answer changes, and how. */
  | { readonly kind: 'batch-checked'; readonly changed: string | undefined };

/** One setting, measured by one worker. */
export interface Measurement {
  readonly batch: number;
  /** Of the fastest run. */
  readonly runMilliseconds: number;
  /**
   * The slowest of the fastest runs of each third of the measurement, divided by the fastest: 1 when they are equal,
   * more when other processes used the machine.
   */
  readonly spread: number;
}
