import { LIMITS, ProblemError } from '@pilotlight/contracts';
import { admit, ceilingProblem } from './ceiling.ts';
import { stateOf } from './observe.ts';
import type { Ports } from './ports.ts';
import { predictedBy, type Predicted } from './predicted.ts';
import { shown } from './read-prediction.ts';
import { refusalDocument, wakeRefusal } from './refusal.ts';
import { replay } from './replay.ts';
import { wake } from './wake.ts';

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
  const refusal = wakeRefusal(record);
  if (refusal) throw refusal;
  // It came into service between the invocation and the parking, and whoever replayed the queue may have missed it.
  if (standing === 'serving') await replay(ports, id);
  const state = stateOf({ wake: record, standing, queued: 0 }, clock.now());
  const createdAt = new Date(now).toISOString();
  const parked = await store.readPrediction(id, clock.now());
  return predictedBy(shown(parked ?? { id, model, status: 'queued', createdAt }, state));
}

/** Runs `work` for a prediction. When it fails, the prediction was not accepted and must not wait: it is answered so. */
export async function orRefuse<T>(ports: Ports, id: string, work: () => Promise<T>): Promise<T> {
  const { store, clock, log } = ports;
  try {
    return await work();
  } catch (error) {
    try {
      await store.answer(id, { error: refusalDocument(error) }, clock.now());
    } catch (second) {
      log('error', 'prediction_not_refused', { id, cause: String(second) });
    }
    throw error;
  }
}
