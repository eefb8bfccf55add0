import { LIMITS, ProblemError } from '@pilotlight/contracts';
import { admit, ceilingProblem } from '../cost/ceiling.ts';
import { stateOf } from '../observe.ts';
import type { Ports } from '../ports.ts';
import { predictedBy, type Predicted } from './predicted.ts';
import { readPrediction, shown } from './read-prediction.ts';
import { refusalDocument, wakeRefusal } from '../refusal.ts';
import { replay } from '../replay/replay.ts';
import { standingOf } from '../standing.ts';
import { wake } from '../wake/wake.ts';

export interface Waiting {
  readonly id: string;
  readonly model: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** @throws ProblemError when as many wait for the model as may, or nothing may be woken for one more today; CloudError */
export async function makeRoom(ports: Ports, model: string): Promise<void> {
  const { store, clock } = ports;
  await admit(ports, model);
  if ((await store.countQueued(model, clock.now())) < LIMITS.queuedPredictions) return;
  const detail = `${LIMITS.queuedPredictions} predictions wait for this model already. Ask again later.`;
  throw new ProblemError('overloaded', detail);
}

/**
 * Wakes the endpoint for a prediction that has just been parked: an endpoint that is up has something to answer, whoever
 * dies in between.
 * @throws ProblemError, CloudError
 */
export async function waitForEndpoint(
  ports: Ports,
  { id, model, now }: Waiting,
): Promise<Predicted> {
  const { store, clock } = ports;
  const { wake: record, standing = 'absent', refused } = await wake(ports, model);
  if (refused) throw ceilingProblem(refused, clock.now());
  const refusal = wakeRefusal(record, clock.now());
  if (refusal) throw refusal;
  // It came into service between the invocation and the parking, and whoever replayed the queue may have missed it.
  if (standing === 'serving') await replay(ports, id);
  const state = stateOf({ wake: record, standing, queued: 0 }, clock.now());
  const createdAt = new Date(now).toISOString();
  const parked = await store.readPrediction(id, clock.now());
  return predictedBy(
    shown(parked ?? { id, model, status: 'queued', createdAt }, clock.now(), state),
  );
}

/**
 * A prediction that others know of already, before its caller is told to wait for it: helped on as by a poll. Whoever has
 * it in hand may die, and nobody may poll, so that the schedule must be on: as it is for an endpoint in service, and for
 * a wake that says so. Otherwise it is waited for as if it were new.
 * @throws ProblemError, CloudError
 */
export async function lookAfter(ports: Ports, waiting: Waiting): Promise<Predicted> {
  const { id, model, now } = waiting;
  const helped = await readPrediction(ports, id);
  if (helped?.finishedAt !== undefined) return predictedBy(helped);
  const { record } = await ports.store.readWake(model);
  const scheduled =
    (record?.status === 'open' && record.scheduled) ||
    standingOf(await ports.endpoint.describe(model)) === 'serving';
  if (!scheduled) return waitForEndpoint(ports, waiting);
  const createdAt = new Date(now).toISOString();
  return predictedBy(helped ?? { id, model, status: 'running', createdAt });
}

/** Runs `work` for a prediction. When it fails, the prediction was not accepted and must not wait: it is answered so. */
export async function orRefuse<T>(
  ports: Ports,
  { id, model }: { readonly id: string; readonly model: string },
  work: () => Promise<T>,
): Promise<T> {
  const { store, clock, log } = ports;
  try {
    return await work();
  } catch (error) {
    const refused = refusalDocument(error);
    try {
      await store.answer(id, { error: refused }, clock.now());
      log('warn', 'prediction_refused', { model, id, code: refused.code });
    } catch (second) {
      log('error', 'prediction_not_refused', { model, id, cause: String(second) });
    }
    throw error;
  }
}
