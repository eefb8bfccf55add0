import type { CeilingReached } from '../cost/ceiling.ts';
import { CloudError } from '../cloud-error.ts';
import type { Ports } from '../ports.ts';
import { failQueued } from '../replay/queue.ts';
import { refusal, refusalDocument, wakeRefusal } from '../refusal.ts';
import type { Standing } from '../standing.ts';
import { failed, type WakeRecord } from './wake-record.ts';

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

/** Ends this caller's part in the wake because of `error`. A missing permission ends the wake: waiting won't mend it. */
export async function abandon(
  ports: Ports,
  model: string,
  held: Held,
  error: unknown,
): Promise<never> {
  const denied = error instanceof CloudError && error.kind === 'denied';
  const now = ports.clock.now();
  const record = denied
    ? { ...failed(held.record, now, refusal(error).message), restUntil: now, failures: 0 }
    : { ...held.record, leaseUntil: 0 };
  await ports.store.writeWake(model, record, held.version);
  throw error;
}

export async function release(
  ports: Ports,
  model: string,
  held: Held,
  change: Partial<WakeRecord>,
  standing: Standing,
): Promise<WakeOutcome> {
  const record = { ...held.record, leaseUntil: 0, ...change };
  // A lost write means that the lease ran out and another works on the wake: then that one's word stands.
  await ports.store.writeWake(model, record, held.version);
  return { wake: record, standing };
}

export async function giveUp(
  ports: Ports,
  model: string,
  held: Held,
  reason: string,
  standing: Standing,
): Promise<WakeOutcome> {
  const record = failed(held.record, ports.clock.now(), reason);
  if ((await ports.store.writeWake(model, record, held.version)) !== undefined) {
    ports.log('error', 'wake_given_up', { model, attempts: record.attempts, reason });
    await failQueued(ports, model, refusalDocument(wakeRefusal(record, ports.clock.now())));
  }
  return { wake: record, standing };
}
