import {
  byFunction,
  endpointOf,
  LIMITS,
  ProblemError,
  type DeployedEndpoint,
  type DeployedModel,
} from '@pilotlight/contracts';
import { ceilingProblem } from '../cost/ceiling.ts';
import { stateOf } from '../wake/model-state.ts';
import type { PredictPorts } from './ports.ts';
import { predictedBy, type Predicted } from './predicted.ts';
import { advancePrediction } from './read-prediction.ts';
import { shown } from './shown.ts';
import { refusalDocument } from '../endpoint/refusal.ts';
import { admit, wakeRefusal } from '../wake/wake-refusal.ts';
import { replay } from '../replay/replay.ts';
import { standingOf } from '../endpoint/standing.ts';
import type { Sight } from '../wake/reconcile.ts';
import { scheduleSweep } from '../wake/schedule-sweep.ts';
import { wake } from '../wake/wake.ts';

export interface Waiting {
  readonly id: string;
  readonly model: DeployedModel;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * @throws ProblemError when the model's queue is full, or the ceiling allows no wake today and nothing else answers;
 * CloudError
 */
export async function makeRoom(ports: PredictPorts, model: DeployedModel): Promise<void> {
  const { predictions, clock } = ports;
  const endpoint = endpointOf(model);
  if (endpoint && !byFunction(model)) await admit(ports, endpoint);
  if ((await predictions.countQueued(model.name, clock.now())) < LIMITS.queuedPredictions) return;
  const detail = `${LIMITS.queuedPredictions} predictions are queued for this model already. Ask again later.`;
  throw new ProblemError('overloaded', detail);
}

/**
 * Sees to it that a prediction which has just been parked is answered: wakes the endpoint, or enables the schedule, by
 * which the model is asked again. Parking comes first: if the caller dies in between, no endpoint runs without a
 * prediction to answer.
 * @throws ProblemError, CloudError
 */
export async function waitForHost(
  ports: PredictPorts,
  { id, model, now }: Waiting,
): Promise<Predicted> {
  const { predictions, clock } = ports;
  const endpoint = endpointOf(model);
  const sight = endpoint && (await wakeFor(ports, model, endpoint));
  if (!sight) await scheduleSweep(ports, model);
  // It came into service between invocation and parking; the replay of the queue may have missed this prediction.
  if (sight?.standing === 'serving') await replay(ports, model, id);
  const state = stateOf(model, sight, clock.now());
  const createdAt = new Date(now).toISOString();
  const parked = await predictions.readPrediction(id, clock.now());
  if (parked) return predictedBy(await shown(ports, parked, state));
  return predictedBy({ id, model: model.name, status: 'queued', createdAt, state });
}

/** @returns undefined when the endpoint cannot be woken, but a function will be asked again */
async function wakeFor(
  ports: PredictPorts,
  model: DeployedModel,
  endpoint: DeployedEndpoint,
): Promise<Sight | undefined> {
  const { wake: record, standing = 'absent', refused } = await wake(ports, endpoint);
  const now = ports.clock.now();
  const refusal = refused ? ceilingProblem(refused, now) : wakeRefusal(record, now);
  if (!refusal) return { wake: record, standing, queued: 0 };
  if (!byFunction(model)) throw refusal;
  ports.log('warn', 'endpoint_not_lit', { endpoint: endpoint.key, cause: refusal.message });
  return undefined;
}

/**
 * Advances an existing prediction as a poll would, before its caller is told to wait for it. The schedule must be on
 * first: the instance working on it may die, and its caller may never poll. The schedule is on for a wake whose record
 * says so. It is on for an endpoint in service, too, but that may be deleted by hand before the queue's index shows the
 * prediction. Otherwise the prediction is treated as new.
 * @throws ProblemError, CloudError
 */
export async function lookAfter(ports: PredictPorts, waiting: Waiting): Promise<Predicted> {
  const { id, model, now } = waiting;
  const helped = await advancePrediction(ports, model, id);
  if (helped?.finishedAt !== undefined) return predictedBy(helped);
  if (helped?.steps) {
    await scheduleSweep(ports, model);
    return predictedBy(helped);
  }
  const endpoint = endpointOf(model);
  if (!endpoint) return waitForHost(ports, waiting);
  const { record } = await ports.wakes.readWake(endpoint.key);
  if (record?.status !== 'open' || !record.scheduled) {
    const standing = standingOf(await ports.endpoints.describe(endpoint));
    if (standing !== 'serving') return waitForHost(ports, waiting);
    await scheduleSweep(ports, model);
  }
  const createdAt = new Date(now).toISOString();
  return predictedBy(helped ?? { id, model: model.name, status: 'running', createdAt });
}

/** Runs `work` for a parked prediction. If it throws, the prediction is not accepted and gets that error as answer. */
export async function orRefuse<T>(
  ports: PredictPorts,
  { id, model }: Pick<Waiting, 'id' | 'model'>,
  work: () => Promise<T>,
): Promise<T> {
  const { predictions, clock, log } = ports;
  try {
    return await work();
  } catch (error) {
    const refused = refusalDocument(error);
    try {
      await predictions.answer(id, { error: refused }, clock.now());
      log('warn', 'prediction_refused', { model: model.name, id, code: refused.code });
    } catch (second) {
      log('error', 'prediction_not_refused', { model: model.name, id, cause: String(second) });
    }
    throw error;
  }
}
