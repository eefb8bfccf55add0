import type { AnswerFile, Prediction, Problem, ServedBy } from '@pilotlight/contracts';
import type { HostRequest, Payload } from '@pilotlight/hosts';
import type { Clock, Log } from '../endpoint/ports.ts';

/** What a caller said that it would upload. */
export interface AnnouncedUpload {
  readonly bytes: number;
  /** Epoch milliseconds at which the presigned URL expires. */
  readonly until: number;
}

/** What is known of a job: a prediction that an asynchronous endpoint answers. Times are epoch milliseconds. */
export interface Job {
  /** The input's key in the bucket. */
  readonly inputKey: string;
  readonly contentType: string;
  readonly accept: string;
  /** Of an input that the caller uploads. */
  readonly upload?: AnnouncedUpload;
  /** When the input was in the bucket. */
  readonly uploadedAt?: number;
  /** When SageMaker queued it. */
  readonly submittedAt?: number;
  /** When the container's answer was found. */
  readonly answeredAt?: number;
}

/** A file of an answer: an object of the bucket. */
export interface StoredFile extends Omit<AnswerFile, 'url' | 'expiresAt'> {
  readonly key: string;
}

/** A parked prediction, or a job, as it is stored. */
export interface ParkedPrediction extends Omit<Prediction, 'answer' | 'files' | 'steps'> {
  /** The answer, when it is not JSON. */
  readonly payload?: Payload;
  /** The answer, when it is kept in files. */
  readonly files?: readonly StoredFile[];
  /** Of a job; kept with its answer. */
  readonly job?: Job;
  /** How many claims by replays were counted. */
  readonly attempts: number;
  /** How many back-off pauses it has had. */
  readonly pauses: number;
}

/** A prediction that one replay has claimed. */
export interface ClaimedPrediction extends ParkedPrediction {
  /** Token of this claim: a replay whose lease has expired has another token. */
  readonly claim: string;
  /** What the store needs to read the request. */
  readonly stored: unknown;
}

/** A model's answer: `output` when it is JSON. `servedBy` is absent when it is not known any more. */
export type Answered = ({ readonly output: unknown } | { readonly payload: Payload }) & {
  readonly servedBy?: ServedBy;
};

/** The answer of a job that is kept in files. */
export interface AnsweredInFiles {
  readonly files: readonly StoredFile[];
  readonly servedBy?: ServedBy;
}

export type Outcome = Answered | { readonly error: Problem };

export type JobOutcome = Outcome | AnsweredInFiles;

export interface Release {
  /** Whether the attempt counts. */
  readonly counted: boolean;
  /** Back-off: no claim before this time (epoch milliseconds), counted as a pause. Without it, claimable at once. */
  readonly notBefore?: number;
  /** The new facts of a job. A parked prediction becomes one: it moves to its model's queue of jobs. */
  readonly job?: Job;
  /** A job becomes a parked prediction with this request. */
  readonly request?: HostRequest;
}

/** The parked predictions. Every method may throw `CloudError`. Reads are strongly consistent, unless said otherwise. */
export interface PredictionStore {
  park(prediction: {
    readonly id: string;
    readonly model: string;
    readonly request: HostRequest;
    readonly now: number;
  }): Promise<void>;
  /** Stores a job, unless there is a prediction with this id. */
  addJob(prediction: {
    readonly id: string;
    readonly model: string;
    readonly job: Job;
    readonly now: number;
  }): Promise<void>;
  /** @returns undefined when it is unknown or has expired */
  readPrediction(id: string, now: number): Promise<ParkedPrediction | undefined>;
  /**
   * Ids without an answer, oldest first, at most 100, beginning after `after`. Eventually consistent.
   * @param queue the model's name, or `jobsOf` it
   */
  queued(queue: string, now: number, after?: string): Promise<string[]>;
  /** Counts up to `LIMITS.queuedPredictions`. Eventually consistent. */
  countQueued(queue: string, now: number): Promise<number>;
  /** Claims the prediction for one replay. @returns undefined when it is claimed, pausing, answered or unknown */
  claimPrediction(id: string, now: number): Promise<ClaimedPrediction | undefined>;
  /** The request of a claimed prediction, from the table or S3. @returns undefined when it is missing */
  readRequest(claimed: ClaimedPrediction): Promise<HostRequest | undefined>;
  /** Releases a claim. Idempotent; no effect when another replay has claimed the prediction since. */
  releasePrediction(claimed: ClaimedPrediction, release: Release): Promise<void>;
  /**
   * Writes the answer unless there is one.
   * @param job the last facts of a job
   * @returns false when there was one already
   */
  answer(id: string, outcome: JobOutcome, now: number, job?: Job): Promise<boolean>;
}

export interface QueuePorts {
  readonly predictions: PredictionStore;
  readonly clock: Clock;
  readonly log: Log;
}
