import { PredictionId, violations } from '@pilotlight/contracts';
import { advanceOrWithdraw, type Advanced, type Told } from '@pilotlight/lifecycle';
import type { JobsContext } from './event-kind.ts';

/** A job about which an event told, and what became of it; `unknown`: there is none with this id. */
export interface ToldJob {
  readonly id: string;
  readonly outcome: Advanced | 'unknown';
}

/**
 * A failure that comes while the job is still being submitted is tried again: it may be told only here, and only once.
 */
const TOLD_TRIES = 10;
const TOLD_PAUSE_MILLISECONDS = 1000;

/** The records of an event of S3 or SNS, valid or not. */
export function recordsOf(event: unknown): readonly Readonly<Record<string, unknown>>[] {
  const { Records } = (event ?? {}) as { Records?: unknown };
  return Array.isArray(Records) ? (Records as Readonly<Record<string, unknown>>[]) : [];
}

/** Whether a text may be the id of a job. */
export const isId = (id: string) => violations(PredictionId, id).length === 0;

/** Does what is due for the jobs about which an event told. @throws the first error, after all were tried */
export async function advanceJobs(
  context: JobsContext,
  told: readonly { readonly id: string; readonly told?: Told }[],
): Promise<ToldJob[]> {
  const results = await Promise.allSettled(
    told.map(({ id, told }) => advanceOne(context, id, told)),
  );
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

async function advanceOne(
  { deployment, ports }: JobsContext,
  id: string,
  told: Told | undefined,
): Promise<ToldJob> {
  const found = await ports.predictions.readPrediction(id, ports.clock.now());
  if (!found) return { id, outcome: 'unknown' };
  const model = deployment.models.find(({ name }) => name === found.model);
  for (let tries = 1; ; tries++) {
    const outcome = await advanceOrWithdraw(ports, model, id, told);
    if (outcome !== 'taken' || told?.failureReason === undefined || tries === TOLD_TRIES) {
      return { id, outcome };
    }
    await ports.clock.sleep(TOLD_PAUSE_MILLISECONDS);
  }
}
