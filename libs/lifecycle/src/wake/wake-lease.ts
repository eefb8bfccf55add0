import { LIMITS, type Problem } from '@pilotlight/contracts';
import type { CeilingReached } from '../cost/ceiling.ts';
import { CloudError } from '../cloud-error.ts';
import type { Ports } from '../ports.ts';
import { failQueued } from '../replay/queue.ts';
import { refusal, refusalDocument, wakeRefusal } from '../refusal.ts';
import type { Standing } from '../standing.ts';
import { failed, overdue, refusedAgain, type WakeRecord } from './wake-record.ts';

/** Where the wake stands. `standing` is known when this caller has asked SageMaker. */
export interface WakeOutcome {
  readonly wake: WakeRecord;
  readonly standing?: Standing;
  /** Why no wake was opened; `wake` is then as it was. */
  readonly refused?: CeilingReached;
}

/** The record while this caller holds the lease on it. */
export interface Held {
  readonly record: WakeRecord;
  readonly version: number;
}

/**
 * Ends this caller's part in the wake because of `error`, which may pass: the next caller tries again. A missing permission
 * that has not come for `LIMITS.propagationSeconds` ends the wake, and so does any error once the wake is overdue.
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
      // Whoever asks next is told at once, and a permission that is there by then is used at once.
      const ended = { ...failed({ ...record, refusedSince }, now, message), restUntil: now };
      await end(ports, model, held, { ...ended, failures: 0 }, refusalDocument(error));
    }
  } else if (overdue(record, now)) await giveUp(ports, model, held, tooLate(error));
  else await release(ports, model, held, {});
  throw error;
}

/** Why a wake that is overdue has failed. */
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
  // A lost write means that the lease ran out and another works on the wake: then that one's word stands.
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

/** Ends the wake by a record of its failure, and tells those who wait. */
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
