import type { Prediction, Problem } from '@pilotlight/contracts';
import type { Clock, Log } from '../endpoint/ports.ts';

/** A parked prediction as it is stored. */
export interface ParkedPrediction extends Prediction {
  /** JSON text; removed once there is an answer. */
  readonly input?: string;
  /** The object's key when the input is too large for the table item. */
  readonly inputKey?: string;
  /** How many claims by replays were counted. */
  readonly attempts: number;
  /** How many back-off pauses it has had. */
  readonly pauses: number;
}

/** A prediction that one replay has claimed. */
export interface ClaimedPrediction extends ParkedPrediction {
  /** Token of this claim: a replay whose lease has expired has another token. */
  readonly claim: string;
}

export type Outcome = { readonly output: unknown } | { readonly error: Problem };

export interface Release {
  /** Whether the attempt counts. */
  readonly counted: boolean;
  /** Back-off: no claim before this time (epoch milliseconds), counted as a pause. Without it, claimable at once. */
  readonly notBefore?: number;
}

/** The parked predictions. Every method may throw `CloudError`. Reads are strongly consistent, unless said otherwise. */
export interface PredictionStore {
  park(prediction: { id: string; model: string; input: string; now: number }): Promise<void>;
  /** @returns undefined when it is unknown or has expired */
  readPrediction(id: string, now: number): Promise<ParkedPrediction | undefined>;
  /** Ids without an answer, oldest first, at most 100, beginning after `after`. Eventually consistent. */
  queued(model: string, now: number, after?: string): Promise<string[]>;
  /** Counts up to `LIMITS.queuedPredictions`. Eventually consistent. */
  countQueued(model: string, now: number): Promise<number>;
  /** Claims the prediction for one replay. @returns undefined when it is claimed, pausing, answered or unknown */
  claimPrediction(id: string, now: number): Promise<ClaimedPrediction | undefined>;
  /** The input of a claimed prediction, from the table or S3. @returns undefined when it is missing */
  readInput(claimed: ParkedPrediction): Promise<string | undefined>;
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
