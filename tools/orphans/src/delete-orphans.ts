import { setTimeout as sleep } from 'node:timers/promises';
import { words, type Cloud } from './cloud.ts';
import { deleteOrphan, type Outcome } from './delete-orphan.ts';
import type { Found } from './find-endpoints.ts';

export interface Pace {
  readonly lookSeconds: number;
  /** How long to wait for a deletion. */
  readonly patienceSeconds: number;
}

/** A deletion takes a minute or more; SageMaker's own waiter has the same time limit. */
export const PACE: Pace = { lookSeconds: 5, patienceSeconds: 30 * 60 };

/**
 * Deletes the orphans among `found` and waits until they are gone. `say` is called with each outcome when it is known.
 */
export async function deleteOrphans(
  cloud: Cloud,
  found: readonly Found[],
  say: (line: string) => void,
  pace: Pace = PACE,
): Promise<Outcome[]> {
  const tell = (outcome: Outcome): Outcome => {
    say(`${outcome.sight.endpoint.name} ${outcome.said}`);
    return outcome;
  };
  const started: Outcome[] = [];
  for (const one of found) {
    if (one.verdict.kind === 'orphan') started.push(tell(await deleteOrphan(cloud, one)));
  }
  const deadline = Date.now() + pace.patienceSeconds * 1000;
  const outcomes: Outcome[] = [];
  for (const one of started) {
    const waits = one.outcome === 'deleting';
    outcomes.push(waits ? tell(await goneBy(cloud, one, deadline, pace)) : one);
  }
  return outcomes;
}

async function goneBy(
  cloud: Cloud,
  outcome: Outcome,
  deadline: number,
  { lookSeconds }: Pace,
): Promise<Outcome> {
  const { name, createdAt } = outcome.sight.endpoint;
  for (;;) {
    let last: string;
    try {
      const endpoint = await cloud.describe(name);
      // Another creation time means another endpoint of the same name.
      if (endpoint?.createdAt !== createdAt) {
        return { ...outcome, outcome: 'gone', said: 'is gone' };
      }
      last = `is still ${endpoint.status}`;
    } catch (error) {
      // The deletion continues even if it can't be observed.
      last = `can't be read: ${words(error)}`;
    }
    if (Date.now() >= deadline) return { ...outcome, outcome: 'busy', said: last };
    await sleep(lookSeconds * 1000);
  }
}
