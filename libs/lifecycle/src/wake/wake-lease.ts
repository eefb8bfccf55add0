import { LIMITS, type DeployedEndpoint, type Problem } from '@pilotlight/contracts';
import type { CeilingReached } from '../cost/ceiling.ts';
import { CloudError } from '@pilotlight/hosts';
import type { WakePorts } from './ports.ts';
import { failDependent } from '../queue/queue.ts';
import { refusal, refusalDocument } from '../endpoint/refusal.ts';
import type { Standing } from '../endpoint/standing.ts';
import { failed, overdue, refusedAgain, type WakeRecord } from './wake-record.ts';
import { wakeRefusal } from './wake-refusal.ts';

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
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  held: Held,
  error: unknown,
): Promise<never> {
  const now = ports.clock.now();
  const { record } = held;
  if (error instanceof CloudError && error.kind === 'denied') {
    const { passes, refusedSince } = refusedAgain(record, now);
    if (passes) await release(ports, endpoint, held, { refusedSince });
    else {
      const { message } = refusal(error);
      // No rest: the next caller gets the error at once, or, once the permission is granted, an endpoint.
      const ended = { ...failed({ ...record, refusedSince }, now, message), restUntil: now };
      await end(ports, endpoint, held, { ...ended, failures: 0 }, refusalDocument(error));
    }
  } else if (overdue(record, now)) await giveUp(ports, endpoint, held, tooLate(error));
  else await release(ports, endpoint, held, {});
  throw error;
}

/** The reason of a wake that failed because it is overdue. */
export function tooLate(cause: unknown): string {
  const words = `The endpoint did not come into service within ${LIMITS.wakeOpenSeconds / 60} minutes.`;
  const reason = typeof cause === 'string' || cause === undefined ? cause : refusal(cause).message;
  return reason === undefined ? words : `${words} ${reason}`;
}

export async function release(
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  held: Held,
  change: Partial<WakeRecord>,
  standing?: Standing,
): Promise<WakeOutcome> {
  const record = { ...held.record, leaseUntil: 0, ...change };
  // A lost write means that the lease has expired and another caller works on the wake: then its record counts.
  await ports.wakes.writeWake(endpoint.key, record, held.version);
  return { wake: record, ...(standing ? { standing } : {}) };
}

export async function giveUp(
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  held: Held,
  reason: string,
  standing?: Standing,
): Promise<WakeOutcome> {
  const record = failed(held.record, ports.clock.now(), reason);
  const told = refusalDocument(wakeRefusal(record, ports.clock.now()));
  await end(ports, endpoint, held, record, told);
  return { wake: record, ...(standing ? { standing } : {}) };
}

/** Ends the wake by writing its failure, and fails the queued predictions. */
async function end(
  ports: WakePorts,
  endpoint: DeployedEndpoint,
  { version }: Held,
  record: WakeRecord,
  told: Problem,
): Promise<void> {
  if ((await ports.wakes.writeWake(endpoint.key, record, version)) === undefined) return;
  const { attempts, reason } = record;
  ports.log('error', 'wake_given_up', { endpoint: endpoint.key, attempts, reason });
  await failDependent(ports, endpoint, told);
}
