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
  /** The endpoint configuration; during an update, the previous one. */
  readonly configuration: string;
  readonly createdAt: number;
  /** LastModifiedTime: when the status last changed. */
  readonly modifiedAt: number;
  readonly failureReason?: string;
}

/** The result of one InvokeEndpoint. Errors of AWS itself (denied, throttled) are thrown as `CloudError`. */
export type Invocation =
  | { readonly kind: 'answered'; readonly body: string }
  /** No endpoint with this name is in service. */
  | { readonly kind: 'absent' }
  /** The container answered 4xx or 5xx; `status` 0 when it broke the connection. `message` is its body. */
  | { readonly kind: 'model-error'; readonly status: number; readonly message: string }
  | { readonly kind: 'timed-out' };

/** The instances of an endpoint. */
export interface EndpointSize {
  readonly instanceType: string;
  readonly instances: number;
}

/** The endpoint of each model. Every method may throw `CloudError`. */
export interface EndpointPort {
  /** One InvokeEndpoint with a JSON body; takes at most `LIMITS.invocationSeconds`. */
  invoke(model: string, body: string): Promise<Invocation>;
  /**
   * @param options `fresh`: always call SageMaker, instead of using a cached answer
   * @returns undefined when there is no endpoint
   */
  describe(
    model: string,
    options?: { readonly fresh: boolean },
  ): Promise<EndpointDescription | undefined>;
  /**
   * `no-configuration`: SageMaker does not find the configuration, which may be too new to be visible everywhere.
   * @throws CloudError of kind `refused`, with SageMaker's message, when SageMaker rejects the creation
   */
  create(model: string): Promise<'created' | 'exists' | 'no-configuration'>;
  /**
   * Moves the endpoint to the model's configuration; without `rollout`, all at once when the new instances are healthy.
   * `in-progress`: SageMaker cannot update an endpoint that is being created, updated or deleted.
   * @throws CloudError of kind `refused`, with SageMaker's message, when SageMaker rejects the update
   */
  update(model: string, rollout?: Rollout): Promise<'updating' | 'absent' | 'in-progress'>;
  /** `in-progress`: SageMaker cannot delete an endpoint that is being created, updated or deleted. */
  delete(model: string): Promise<'deleting' | 'absent' | 'in-progress'>;
  /** The configuration that `create` uses. */
  configurationOf(model: string): string;
  /** The instances of an endpoint with this configuration. @returns undefined when it no longer exists */
  sizeOf(configuration: string): Promise<EndpointSize | undefined>;
}

/** The use of an endpoint by SageMaker's own metrics, delayed by at most `LIMITS.metricDelaySeconds`. */
export interface UsagePort {
  /**
   * @param since epoch milliseconds
   * @returns the end of the last metric period (`LIMITS.metricPeriodSeconds`) with an invocation; undefined when there
   * is none since then
   * @throws CloudError
   */
  lastInvocation(model: string, since: number): Promise<number | undefined>;
}

/** The rule that runs the reaper and the sweep. */
export interface SchedulePort {
  enable(): Promise<void>;
  disable(): Promise<void>;
}

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

/** The recorded last use: a time, no record, or a record without a valid time. */
export type Activity =
  /** `assumed`: the reaper found no valid record, and counts idle time from its own run. */
  | { readonly kind: 'used'; readonly lastUsedAt: number; readonly assumed?: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

export interface Release {
  /** Whether the attempt counts. */
  readonly counted: boolean;
  /** Back-off: no claim before this time (epoch milliseconds), counted as a pause. Without it, claimable at once. */
  readonly notBefore?: number;
}

/** The prediction that a caller's idempotency key is bound to. */
export interface BoundKey {
  /** The prediction's id. */
  readonly id: string;
  /** A hash of the prediction's input. */
  readonly fingerprint: string;
}

export interface KeyBinding extends BoundKey {
  readonly model: string;
  readonly key: string;
  readonly now: number;
  /** The key may be rebound if it is bound to this prediction. */
  readonly insteadOf?: string;
}

/** The state store. Every method may throw `CloudError`. Reads are strongly consistent, except those of the queue. */
export interface StorePort {
  readActivity(model: string): Promise<Activity>;
  /** Never moves the last use backwards. Takes at most `LIMITS.activityWriteSeconds`. */
  recordActivity(model: string, usedAt: number): Promise<void>;
  /** Overwrites any record with an assumed use; the next recorded use replaces it. */
  assumeActivity(model: string, usedAt: number): Promise<void>;
  /** Marks the endpoint for deletion unless it was used since `lastUsedAt`. @returns whether it was marked */
  condemn(model: string, lastUsedAt: number, now: number): Promise<boolean>;

  /** `version` must be passed to `writeWake`; undefined when there is no record. */
  readWake(model: string): Promise<{ record?: WakeRecord; version?: number }>;
  /** Compare and swap. @returns the new version, or undefined when the record was changed since */
  writeWake(
    model: string,
    record: WakeRecord,
    version: number | undefined,
  ): Promise<number | undefined>;

  /**
   * Binds a caller's key to a prediction for `LIMITS.predictionKeptSeconds`, unless it is bound to another already.
   * @returns the prediction that it is bound to now
   */
  bindKey(binding: KeyBinding): Promise<BoundKey>;
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

/** The awake time of each model's endpoints. Every method may throw `CloudError`. */
export interface LedgerPort {
  /** The ledgers of all models of the stack, including removed ones. Strongly consistent. */
  readLedgers(): Promise<
    ReadonlyMap<string, { readonly ledger?: Ledger; readonly version?: number }>
  >;
  /** Compare and swap. @returns the new version, or undefined when the ledger was changed since */
  writeLedger(
    model: string,
    ledger: Ledger,
    version: number | undefined,
  ): Promise<number | undefined>;
}

/** The instances of endpoints on the deployed configurations, and the ceiling of their awake time. */
export interface Hosting extends EndpointSize {
  /** Once all models together were awake this long in a UTC day, no wake is opened. No ceiling when absent. */
  readonly ceilingSeconds?: number;
}

/** When this instance last recorded each model's use, kept outside its memory: in files in the temporary directory. */
export interface ActivityNotes {
  /** @returns epoch milliseconds; undefined when unknown */
  read(model: string): number | undefined;
  write(model: string, at: number): void;
}

/**
 * Since when it is unknown whether a model's endpoint is used. The mark is on the endpoint itself: it outlives every
 * function instance and is deleted with the endpoint. Every method may throw `CloudError`.
 */
export interface BlindMarkPort {
  /** @returns epoch milliseconds; undefined when there is no mark, it is not a time, or there is no endpoint */
  read(model: string): Promise<number | undefined>;
  write(model: string, at: number): Promise<void>;
  clear(model: string): Promise<void>;
}

/** Logs one decision or error, as one line of JSON. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  fields?: Readonly<Record<string, unknown>>,
) => void;

/** Everything that the protocols need from outside. */
export interface Ports {
  readonly endpoint: EndpointPort;
  readonly store: StorePort;
  readonly ledgers: LedgerPort;
  readonly hosting: Hosting;
  readonly schedule: SchedulePort;
  readonly clock: Clock;
  /** A random number in [0, 1), for the jitter of back-off pauses. */
  readonly random: () => number;
  readonly log: Log;
  /** Records that `model` is in use now. Takes at most `LIMITS.activityWriteSeconds`; never throws. */
  readonly touch: (model: string) => Promise<void>;
}

/** The additional ports of the reaper. */
export interface ReaperPorts extends Ports {
  readonly usage: UsagePort;
  readonly blindMark: BlindMarkPort;
}
