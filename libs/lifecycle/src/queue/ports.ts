import type { Prediction, Problem, ServedBy } from '@pilotlight/contracts';
import type { HostRequest, Payload } from '@pilotlight/hosts';
import type { Clock, Log } from '../endpoint/ports.ts';

/** A parked prediction as it is stored. */
export interface ParkedPrediction extends Omit<Prediction, 'answer'> {
  /** The answer, when it is not JSON. */
  readonly payload?: Payload;
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

export type Outcome = Answered | { readonly error: Problem };

export interface Release {
  /** Whether the attempt counts. */
  readonly counted: boolean;
  /** Back-off: no claim before this time (epoch milliseconds), counted as a pause. Without it, claimable at once. */
  readonly notBefore?: number;
}

/** The parked predictions. Every method may throw `CloudError`. Reads are strongly consistent, unless said otherwise. */
export interface PredictionStore {
  park(prediction: {
    readonly id: string;
    readonly model: string;
    readonly request: HostRequest;
    readonly now: number;
  }): Promise<void>;
  /** @returns undefined when it is unknown or has expired */
  readPrediction(id: string, now: number): Promise<ParkedPrediction | undefined>;
  /** Ids without an answer, oldest first, at most 100, beginning after `after`. Eventually consistent. */
  queued(model: string, now: number, after?: string): Promise<string[]>;
  /** Counts up to `LIMITS.queuedPredictions`. Eventually consistent. */
  countQueued(model: string, now: number): Promise<number>;
  /** Claims the prediction for one replay. @returns undefined when it is claimed, pausing, answered or unknown */
  claimPrediction(id: string, now: number): Promise<ClaimedPrediction | undefined>;
  /** The request of a claimed prediction, from the table or S3. @returns undefined when it is missing */
  readRequest(claimed: ClaimedPrediction): Promise<HostRequest | undefined>;
  /** Releases a claim. Idempotent; no effect when another replay has claimed the prediction since. */
  releasePrediction(claimed: ClaimedPrediction, release: Release): Promise<void>;
  /** Writes the answer unless there is one. @returns false when there was one already */
  answer(id: string, outcome: Outcome, now: number): Promise<boolean>;
}

export interface QueuePorts {
  readonly predictions: PredictionStore;
  readonly clock: Clock;
  readonly log: Log;
}
