import type { Prediction, Problem, Rollout } from '@pilotlight/contracts';
import type { Ledger } from './cost/ledger.ts';
import type { WakeRecord } from './wake/wake-record.ts';

/** Time in epoch milliseconds. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** SageMaker's statuses, exactly. */
export type EndpointStatus =
  | 'OutOfService'
  | 'Creating'
  | 'Updating'
  | 'SystemUpdating'
  | 'RollingBack'
  | 'InService'
  | 'Deleting'
  | 'Failed'
  | 'UpdateRollbackFailed';

export interface EndpointDescription {
  readonly status: EndpointStatus;
  /** What it runs on; while an update is under way, what it ran on before. */
  readonly configuration: string;
  readonly createdAt: number;
  /** When the status last changed, as far as SageMaker says. */
  readonly modifiedAt: number;
  readonly failureReason?: string;
}

/** What came of one InvokeEndpoint. Refusals of AWS itself (denied, throttled) are thrown as `CloudError`. */
export type Invocation =
  | { readonly kind: 'answered'; readonly body: string }
  /** No endpoint of that name is in service. */
  | { readonly kind: 'absent' }
  /** The container answered 4xx or 5xx; `status` 0 when it broke the connection. `message` is its body. */
  | { readonly kind: 'model-error'; readonly status: number; readonly message: string }
  | { readonly kind: 'timed-out' };

/** What an endpoint runs on. */
export interface EndpointSize {
  readonly instanceType: string;
  readonly instances: number;
}

/** The endpoint of each model. Every method may throw `CloudError`. */
export interface EndpointPort {
  /** One InvokeEndpoint with a JSON body, at most `LIMITS.invocationSeconds` long. */
  invoke(model: string, body: string): Promise<Invocation>;
  /**
   * @param options `fresh`: asked of SageMaker for this call, where an instance may otherwise remember an answer
   * @returns undefined when there is no endpoint
   */
  describe(
    model: string,
    options?: { readonly fresh: boolean },
  ): Promise<EndpointDescription | undefined>;
  /**
   * `no-configuration`: SageMaker does not find the configuration, which may be too new to be visible everywhere.
   * @throws CloudError of the kind `refused` when SageMaker will not, with its words
   */
  create(model: string): Promise<'created' | 'exists' | 'no-configuration'>;
  /**
   * Moves the endpoint to the model's configuration; without `rollout` all at once, once the new instances are healthy.
   * `in-progress`: SageMaker does not update what is being created, updated or deleted.
   * @throws CloudError of the kind `refused` when SageMaker will not, with its words
   */
  update(model: string, rollout?: Rollout): Promise<'updating' | 'absent' | 'in-progress'>;
  /** `in-progress`: SageMaker does not delete what is being created, updated or deleted. */
  delete(model: string): Promise<'deleting' | 'absent' | 'in-progress'>;
  /** What `create` would create; a new one deserves a new try. */
  configurationOf(model: string): string;
  /** What an endpoint on this configuration runs on. @returns undefined when there is no such configuration any more */
  sizeOf(configuration: string): Promise<EndpointSize | undefined>;
}

/** What SageMaker's own metrics tell of an endpoint's use, late by at most `LIMITS.metricDelaySeconds`. */
export interface UsagePort {
  /**
   * @param since epoch milliseconds
   * @returns the end of the last period of the metrics (`LIMITS.metricPeriodSeconds`) in which the endpoint was invoked;
   * undefined when there is none since then
   * @throws CloudError
   */
  lastInvocation(model: string, since: number): Promise<number | undefined>;
}

/** The one rule that runs the reaper and the sweep. */
export interface SchedulePort {
  enable(): Promise<void>;
  disable(): Promise<void>;
}

/** A parked prediction as it is stored. */
export interface ParkedPrediction extends Prediction {
  /** JSON text; gone once there is an answer. */
  readonly input?: string;
  /** Where the store has an input that is too large to be here. */
  readonly inputKey?: string;
  /** How often a replay has claimed it. */
  readonly attempts: number;
  /** How often it was left alone for a while after that. */
  readonly pauses: number;
}

/** A prediction that one replay has taken for itself. */
export interface ClaimedPrediction extends ParkedPrediction {
  /** Of this claim alone: who claimed it before, and comes too late, has another. */
  readonly claim: string;
}

export type Outcome = { readonly output: unknown } | { readonly error: Problem };

/** The last use: a time, nothing there, or something there that is not a time that can be true. */
export type Activity =
  /** `assumed`: the reaper found nothing, and counts from its own look. */
  | { readonly kind: 'used'; readonly lastUsedAt: number; readonly assumed?: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

export interface Release {
  /** Whether the attempt counts. */
  readonly counted: boolean;
  /** Nobody may claim it before then (epoch milliseconds), which is one more pause; at once by default. */
  readonly notBefore?: number;
}

/** What a caller's idempotency key stands for. */
export interface BoundKey {
  /** Of the prediction. */
  readonly id: string;
  /** A hash of its input. */
  readonly fingerprint: string;
}

export interface KeyBinding extends BoundKey {
  readonly model: string;
  readonly key: string;
  readonly now: number;
  /** The prediction that it may be taken from. */
  readonly insteadOf?: string;
}

/** What is remembered. Every method may throw `CloudError`. Reads are strongly consistent but for the queue's. */
export interface StorePort {
  readActivity(model: string): Promise<Activity>;
  /** Never moves the last use backwards. At most `LIMITS.activityWriteSeconds` long. */
  recordActivity(model: string, usedAt: number): Promise<void>;
  /** Overwrites whatever is there by a use that is only assumed; the next one that is recorded is real again. */
  assumeActivity(model: string, usedAt: number): Promise<void>;
  /** Marks the endpoint for deletion unless it was used since `lastUsedAt`. @returns whether it was marked */
  condemn(model: string, lastUsedAt: number, now: number): Promise<boolean>;

  /** `version` is what `writeWake` must be given; undefined when there is no record. */
  readWake(model: string): Promise<{ record?: WakeRecord; version?: number }>;
  /** Compare and swap. @returns the new version, or undefined when another has written since */
  writeWake(
    model: string,
    record: WakeRecord,
    version: number | undefined,
  ): Promise<number | undefined>;

  /**
   * Has a caller's key stand for a prediction, for as long as predictions are kept, unless it stands for another already.
   * @returns what it stands for now
   */
  bindKey(binding: KeyBinding): Promise<BoundKey>;
  park(prediction: { id: string; model: string; input: string; now: number }): Promise<void>;
  /** @returns undefined when it is unknown or was kept long enough */
  readPrediction(id: string, now: number): Promise<ParkedPrediction | undefined>;
  /** Ids without an answer, oldest first, at most 100, from behind `after` on. Eventually consistent. */
  queued(model: string, now: number, after?: string): Promise<string[]>;
  /** At most `LIMITS.queuedPredictions`. Eventually consistent. */
  countQueued(model: string, now: number): Promise<number>;
  /** Takes the prediction for one replay. @returns undefined when it is taken, answered or unknown */
  claimPrediction(id: string, now: number): Promise<ClaimedPrediction | undefined>;
  /** The input of a claimed prediction, wherever it is. @returns undefined when it is lost */
  readInput(claimed: ParkedPrediction): Promise<string | undefined>;
  /** Gives a claimed prediction back; without effect when that was done, or another has claimed it since. */
  releasePrediction(claimed: ClaimedPrediction, release: Release): Promise<void>;
  /** Writes the answer, once. @returns false when there was one already */
  answer(id: string, outcome: Outcome, now: number): Promise<boolean>;
}

/** How long each model's endpoints have lived. Every method may throw `CloudError`. */
export interface LedgerPort {
  /** All models of the stack in one read, strongly consistent; also those that it has no more. */
  readLedgers(): Promise<
    ReadonlyMap<string, { readonly ledger?: Ledger; readonly version?: number }>
  >;
  /** Compare and swap. @returns the new version, or undefined when another has written since */
  writeLedger(
    model: string,
    ledger: Ledger,
    version: number | undefined,
  ): Promise<number | undefined>;
}

/** What endpoints on the deployed configurations run on, and how long they may. */
export interface Hosting extends EndpointSize {
  /** Awake seconds of all models together in a UTC day, after which no wake is opened; absent: no ceiling. */
  readonly ceilingSeconds?: number;
}

/** When one instance last recorded each model's use, beyond its memory: in a file in the temporary directory. */
export interface ActivityNotes {
  /** @returns epoch milliseconds, undefined when nothing is known */
  read(model: string): number | undefined;
  write(model: string, at: number): void;
}

/**
 * Since when nobody can tell whether a model's endpoint is used: a mark on the endpoint itself, which outlives every instance
 * and goes with the endpoint. Every method may throw `CloudError`.
 */
export interface BlindMarkPort {
  /** @returns epoch milliseconds; undefined when there is no mark, none that is a time, or no endpoint */
  read(model: string): Promise<number | undefined>;
  write(model: string, at: number): Promise<void>;
  clear(model: string): Promise<void>;
}

/** One decision or mishap, as one line of JSON. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  fields?: Readonly<Record<string, unknown>>,
) => void;

/** Everything that the protocols need of the world. */
export interface Ports {
  readonly endpoint: EndpointPort;
  readonly store: StorePort;
  readonly ledgers: LedgerPort;
  readonly hosting: Hosting;
  readonly schedule: SchedulePort;
  readonly clock: Clock;
  /** A number from 0 up to, but not including, 1: chance, for pauses that must not all end at once. */
  readonly random: () => number;
  readonly log: Log;
  /** Remembers that `model` is in use now, within `LIMITS.activityWriteSeconds`; never throws. */
  readonly touch: (model: string) => Promise<void>;
}

/** What the reaper needs beside them. */
export interface ReaperPorts extends Ports {
  readonly usage: UsagePort;
  readonly blindMark: BlindMarkPort;
}
