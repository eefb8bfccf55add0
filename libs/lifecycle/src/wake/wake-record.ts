import { LIMITS, type WakePhase } from '@pilotlight/contracts';

/**
 * The state of an endpoint's wakes. There is one record per endpoint. It is only changed by compare and swap: of any number of
 * callers, one opens the wake, and one at a time works on it.
 */
export interface WakeRecord {
  /**
   * `open`: the endpoint was requested and not yet seen in service; `failed`: the wake was given up; `retired`: the
   * endpoint was removed from the stack, and is not woken until it is deployed again.
   */
  readonly status: 'idle' | 'open' | 'failed' | 'retired';
  /** When the wake was opened. */
  readonly requestedAt: number;
  readonly phase: WakePhase;
  /** End of the lease: until then, only its holder works on the wake. */
  readonly leaseUntil: number;
  /** How often this wake has called CreateEndpoint. */
  readonly attempts: number;
  /** Whether the last attempt had a transient failure: it counts only if an endpoint appears all the same. */
  readonly unsure?: boolean;
  /** Since when AWS refuses because of a policy or configuration that may not be visible everywhere yet. */
  readonly refusedSince?: number;
  /** Whether the schedule is known to have been enabled since the wake was opened. */
  readonly scheduled: boolean;
  /** Why the last attempt failed, as callers may see it. */
  readonly reason?: string;
  /** Number of wakes that failed in a row. */
  readonly failures: number;
  /** After a failure, no wake is opened before this time, except for another configuration. */
  readonly restUntil: number;
  /** When the latest wake was completed or given up. */
  readonly endedAt?: number;
  /** The endpoint configuration that the wake is for. */
  readonly configuration: string;
  /** The deployed configurations that deployments have announced, newest first. */
  readonly deployed?: readonly string[];
  /** Durations of the latest wakes, newest last. */
  readonly durationsSeconds: readonly number[];
}

/** The record of an endpoint that was never woken. */
export const NEVER_WOKEN: WakeRecord = {
  status: 'idle',
  requestedAt: 0,
  phase: 'requested',
  leaseUntil: 0,
  attempts: 0,
  scheduled: false,
  failures: 0,
  restUntil: 0,
  configuration: '',
  durationsSeconds: [],
};

/** Whether an endpoint still rests after a failed wake. */
export function resting(wake: WakeRecord, now: number, configuration: string): boolean {
  return wake.status === 'failed' && now < wake.restUntil && wake.configuration === configuration;
}

/**
 * Whether a newer configuration was deployed since. A function instance may outlive the deployment that gave it
 * `configuration`; it must not create an endpoint on a configuration that is about to be deleted.
 */
export function superseded({ deployed = [] }: WakeRecord, configuration: string): boolean {
  return deployed.indexOf(configuration) > 0;
}

/** Whether a wake has been open for the longest allowed time. */
export function overdue({ status, requestedAt }: WakeRecord, now: number): boolean {
  return status === 'open' && now - requestedAt >= LIMITS.wakeOpenSeconds * 1000;
}

/**
 * One more refusal of AWS that may be caused by eventual consistency.
 * @returns `refusedSince`, and `passes`: whether to keep waiting for it to pass
 */
export function refusedAgain({ refusedSince }: WakeRecord, now: number) {
  const since = refusedSince ?? now;
  return { refusedSince: since, passes: now - since < LIMITS.propagationSeconds * 1000 };
}

/** The record after AWS has accepted a CreateEndpoint: without `refusedSince`. */
export const accepted = ({ refusedSince: _refusedSince, ...rest }: WakeRecord): WakeRecord => rest;

const afresh = ({
  reason: _reason,
  unsure: _unsure,
  refusedSince: _refusedSince,
  ...rest
}: WakeRecord): WakeRecord => rest;

/** The record with an open wake; unchanged when one is open already, and when the endpoint rests or is retired. */
export function opened(wake: WakeRecord, now: number, configuration: string): WakeRecord {
  if (wake.status === 'retired' || resting(wake, now, configuration)) return wake;
  // An overdue wake without a schedule was not ended by any sweep: the caller gets a new one.
  if (wake.status === 'open' && (wake.scheduled || !overdue(wake, now))) return wake;
  const same = wake.configuration === configuration;
  // A refusal that has lasted too long gets no second waiting time.
  const refusedSince = wake.status === 'failed' && same ? wake.refusedSince : undefined;
  return {
    ...afresh(wake),
    status: 'open',
    requestedAt: now,
    phase: 'requested',
    leaseUntil: 0,
    attempts: 0,
    scheduled: false,
    failures: same ? wake.failures : 0,
    configuration,
    ...(refusedSince === undefined ? {} : { refusedSince }),
  };
}

/**
 * Whether predictions may wait for the endpoint although the queue index is empty: a wake is open, or it ended so
 * recently that the index may not show all of them yet.
 */
export function awaited(wake: WakeRecord, now: number): boolean {
  return wake.status === 'open' || now < (wake.endedAt ?? 0) + LIMITS.queueSettleSeconds * 1000;
}

/** The record after `configuration` was deployed; a retired endpoint is in service again. */
export function announced(wake: WakeRecord, configuration: string): WakeRecord {
  const { deployed = [] } = wake;
  const older = deployed.filter((known) => known !== configuration);
  return {
    ...wake,
    status: wake.status === 'retired' ? 'idle' : wake.status,
    deployed: [configuration, ...older].slice(0, LIMITS.deploymentsRemembered),
  };
}

/** The record of a retired endpoint. `leaseUntil`: until then, an earlier wake may still be in progress. */
export function retired(wake: WakeRecord, leaseUntil: number): WakeRecord {
  return { ...afresh(wake), status: 'retired', leaseUntil };
}

/** The record after the endpoint was seen in service. Only wakes with one attempt count for the estimate. */
export function closed(wake: WakeRecord, inServiceSince: number, now: number): WakeRecord {
  const seconds = (inServiceSince - wake.requestedAt) / 1000;
  const learnt = wake.attempts === 1 && seconds > 0 ? [seconds] : [];
  return {
    ...afresh(wake),
    status: 'idle',
    leaseUntil: 0,
    failures: 0,
    restUntil: 0,
    endedAt: now,
    durationsSeconds: [...wake.durationsSeconds, ...learnt].slice(-LIMITS.wakesRemembered),
  };
}

/** The record after a wake was given up. The endpoint rests, twice as long after each failure. */
export function failed(wake: WakeRecord, now: number, reason: string): WakeRecord {
  const { least, most } = LIMITS.failedRestSeconds;
  const restSeconds = Math.min(most, least * 2 ** wake.failures);
  return {
    ...wake,
    status: 'failed',
    leaseUntil: 0,
    reason,
    failures: wake.failures + 1,
    restUntil: now + restSeconds * 1000,
    endedAt: now,
  };
}

/** The estimated duration of a whole wake, in seconds: the median of the measured ones. */
export function estimateSeconds(wake: WakeRecord): number {
  const sorted = [...wake.durationsSeconds].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? LIMITS.firstWakeEstimateSeconds;
}
