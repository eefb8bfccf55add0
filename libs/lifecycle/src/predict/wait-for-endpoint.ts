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

/** @throws ProblemError when the model's queue is full, or the ceiling allows no wake today; CloudError */
export async function makeRoom(ports: Ports, model: string): Promise<void> {
  const { store, clock } = ports;
  await admit(ports, model);
  if ((await store.countQueued(model, clock.now())) < LIMITS.queuedPredictions) return;
  const detail = `${LIMITS.queuedPredictions} predictions are queued for this model already. Ask again later.`;
  throw new ProblemError('overloaded', detail);
}

/**
 * Wakes the endpoint for a prediction that has just been parked. Parking comes first: if the caller dies in between, no
 * endpoint runs without a prediction to answer.
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
  // It came into service between invocation and parking; the replay of the queue may have missed this prediction.
  if (standing === 'serving') await replay(ports, id);
  const state = stateOf({ wake: record, standing, queued: 0 }, clock.now());
  const createdAt = new Date(now).toISOString();
  const parked = await store.readPrediction(id, clock.now());
  return predictedBy(
    shown(parked ?? { id, model, status: 'queued', createdAt }, clock.now(), state),
  );
}

/**
 * Advances an existing prediction as a poll would, before its caller is told to wait for it. The schedule must be on
 * first: the instance working on it may die, and its caller may never poll. The schedule is on for an endpoint in
 * service, and for a wake whose record says so; otherwise the prediction is treated as new.
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

/** Runs `work` for a parked prediction. If it throws, the prediction is not accepted and gets that error as answer. */
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
