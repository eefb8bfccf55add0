import { LIMITS, type WakePhase } from '@pilotlight/contracts';

/**
 * What is remembered of a model's wakes. There is one record for each model and it is only ever changed by compare
 * and swap, so that of any number of callers one opens the wake and one at a time works on it.
 */
export interface WakeRecord {
  /**
   * `open`: the endpoint is wanted and not yet seen in service; `failed`: it could not be had; `retired`: the model is
   * taken out of the stack, and nobody wakes it until it is deployed again.
   */
  readonly status: 'idle' | 'open' | 'failed' | 'retired';
  /** When the wake was asked for. */
  readonly requestedAt: number;
  readonly phase: WakePhase;
  /** Until then one caller works on the wake and no other may. */
  readonly leaseUntil: number;
  /** How often this wake has called CreateEndpoint. */
  readonly attempts: number;
  /** Whether the last of these failed in passing: it counts if it took effect all the same. */
  readonly unsure?: boolean;
  /** Since when AWS refuses for a reason that may pass once it sees a new policy or configuration everywhere. */
  readonly refusedSince?: number;
  /** Whether the schedule is known to have been enabled since the wake was opened. */
  readonly scheduled: boolean;
  /** Why the last attempt failed, in words that may be shown. */
  readonly reason?: string;
  /** Wakes that failed in a row. */
  readonly failures: number;
  /** After a failure no asker opens a wake before then, unless there is another configuration. */
  readonly restUntil: number;
  /** When the latest wake was completed or given up. */
  readonly endedAt?: number;
  /** The endpoint configuration that the wake is for. */
  readonly configuration: string;
  /** The configurations that were deployed, newest first, as far as deployments have told. */
  readonly deployed?: readonly string[];
  /** Of the latest wakes, newest last. */
  readonly durationsSeconds: readonly number[];
}

/** A model that nobody has woken yet. */
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

/** Whether a failed model may not be woken yet. */
export function resting(wake: WakeRecord, now: number, configuration: string): boolean {
  return wake.status === 'failed' && now < wake.restUntil && wake.configuration === configuration;
}

/**
 * Whether a newer configuration was deployed since. An instance of a function may outlive the deployment that gave it
 * `configuration`, and must not create an endpoint on what is about to be deleted.
 */
export function superseded({ deployed = [] }: WakeRecord, configuration: string): boolean {
  return deployed.indexOf(configuration) > 0;
}

/** Whether a wake has been open for as long as one may. */
export function overdue({ status, requestedAt }: WakeRecord, now: number): boolean {
  return status === 'open' && now - requestedAt >= LIMITS.wakeOpenSeconds * 1000;
}

/**
 * Since when AWS refuses, for one more refusal that may pass.
 * @returns `passes`: whether it may still pass
 */
export function refusedAgain({ refusedSince }: WakeRecord, now: number) {
  const since = refusedSince ?? now;
  return { refusedSince: since, passes: now - since < LIMITS.propagationSeconds * 1000 };
}

/** The record once AWS has taken a CreateEndpoint: it refuses no more. */
export const accepted = ({ refusedSince: _refusedSince, ...rest }: WakeRecord): WakeRecord => rest;

const afresh = ({
  reason: _reason,
  unsure: _unsure,
  refusedSince: _refusedSince,
  ...rest
}: WakeRecord): WakeRecord => rest;

/** The record with a wake open: as it is when there is one already, and when the model rests or is retired. */
export function opened(wake: WakeRecord, now: number, configuration: string): WakeRecord {
  if (wake.status === 'retired' || resting(wake, now, configuration)) return wake;
  // Without the schedule nobody has taken an old wake to its end: whoever asks now gets another.
  if (wake.status === 'open' && (wake.scheduled || !overdue(wake, now))) return wake;
  const same = wake.configuration === configuration;
  // A refusal that has lasted too long is not waited over again.
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
 * Whether somebody may wait for the endpoint though the queue is empty: a wake is open, or it ended so lately that the
 * queue's index may not show yet who joined it.
 */
export function awaited(wake: WakeRecord, now: number): boolean {
  return wake.status === 'open' || now < (wake.endedAt ?? 0) + LIMITS.queueSettleSeconds * 1000;
}

/** The record once `configuration` is deployed: a model that was retired is back. */
export function announced(wake: WakeRecord, configuration: string): WakeRecord {
  const { deployed = [] } = wake;
  const older = deployed.filter((known) => known !== configuration);
  return {
    ...wake,
    status: wake.status === 'retired' ? 'idle' : wake.status,
    deployed: [configuration, ...older].slice(0, LIMITS.deploymentsRemembered),
  };
}

/** The record of a model that nobody may wake any more. `leaseUntil`: until then a wake may still be at work. */
export function retired(wake: WakeRecord, leaseUntil: number): WakeRecord {
  return { ...afresh(wake), status: 'retired', leaseUntil };
}

/** The record once the endpoint was seen in service. Only a wake that went straight teaches the estimate. */
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

/** The record of a wake that is given up, and how long the model rests: longer after each failure. */
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

/** How long a whole wake takes, in seconds: the median of those measured. */
export function estimateSeconds(wake: WakeRecord): number {
  const sorted = [...wake.durationsSeconds].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? LIMITS.firstWakeEstimateSeconds;
}
