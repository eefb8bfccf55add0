import { LIMITS, type Problem } from '@pilotlight/contracts';
import type { CeilingReached } from '../cost/ceiling.ts';
import { CloudError } from '../cloud-error.ts';
import type { Ports } from '../ports.ts';
import { failQueued } from '../replay/queue.ts';
import { refusal, refusalDocument, wakeRefusal } from '../refusal.ts';
import type { Standing } from '../standing.ts';
import { failed, overdue, refusedAgain, type WakeRecord } from './wake-record.ts';

/** The wake after a call. `standing` is present when this caller has read the endpoint from SageMaker. */
export interface WakeOutcome {
  readonly wake: WakeRecord;
  readonly standing?: Standing;
  /** Why no wake was opened; `wake` is then unchanged. */
  readonly refused?: CeilingReached;
}

/** The record while this caller holds the lease on it. */
export interface Held {
  readonly record: WakeRecord;
  readonly version: number;
}

/**
 * Releases the lease because of `error`, which may be transient: the next caller tries again. The wake itself ends when
 * a permission has been missing for `LIMITS.propagationSeconds`, or, on any error, when it is overdue.
 */
export async function abandon(
  ports: Ports,
  model: string,
  held: Held,
  error: unknown,
): Promise<never> {
  const now = ports.clock.now();
  const { record } = held;
  if (error instanceof CloudError && error.kind === 'denied') {
    const { passes, refusedSince } = refusedAgain(record, now);
    if (passes) await release(ports, model, held, { refusedSince });
    else {
      const { message } = refusal(error);
      // No rest: the next caller gets the error at once, or, once the permission is granted, an endpoint.
      const ended = { ...failed({ ...record, refusedSince }, now, message), restUntil: now };
      await end(ports, model, held, { ...ended, failures: 0 }, refusalDocument(error));
    }
  } else if (overdue(record, now)) await giveUp(ports, model, held, tooLate(error));
  else await release(ports, model, held, {});
  throw error;
}

/** The reason of a wake that failed because it is overdue. */
export function tooLate(cause: unknown): string {
  const words = `The endpoint did not come into service within ${LIMITS.wakeOpenSeconds / 60} minutes.`;
  const reason = typeof cause === 'string' || cause === undefined ? cause : refusal(cause).message;
  return reason === undefined ? words : `${words} ${reason}`;
}

export async function release(
  ports: Ports,
  model: string,
  held: Held,
  change: Partial<WakeRecord>,
  standing?: Standing,
): Promise<WakeOutcome> {
  const record = { ...held.record, leaseUntil: 0, ...change };
  // A lost write means that the lease has expired and another caller works on the wake: then its record counts.
  await ports.store.writeWake(model, record, held.version);
  return { wake: record, ...(standing ? { standing } : {}) };
}

export async function giveUp(
  ports: Ports,
  model: string,
  held: Held,
  reason: string,
  standing?: Standing,
): Promise<WakeOutcome> {
  const record = failed(held.record, ports.clock.now(), reason);
  const told = refusalDocument(wakeRefusal(record, ports.clock.now()));
  await end(ports, model, held, record, told);
  return { wake: record, ...(standing ? { standing } : {}) };
}

/** Ends the wake by writing its failure, and fails the queued predictions. */
async function end(
  ports: Ports,
  model: string,
  { version }: Held,
  record: WakeRecord,
  told: Problem,
): Promise<void> {
  if ((await ports.store.writeWake(model, record, version)) === undefined) return;
  ports.log('error', 'wake_given_up', { model, attempts: record.attempts, reason: record.reason });
  await failQueued(ports, model, told);
}
