import {
  byAsync,
  endpointOf,
  LIMITS,
  type DeployedModel,
  type Prediction,
} from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { isAnswerable } from '../ask/answerable.ts';
import { modelRetired, refusalDocument } from '../endpoint/refusal.ts';
import { advanceOrWithdraw } from '../job/advance-or-withdraw.ts';
import type { ParkedPrediction } from '../queue/ports.ts';
import { countQueued } from '../queue/queue.ts';
import { replay } from '../replay/replay.ts';
import { stateOf } from '../wake/model-state.ts';
import { reconcile } from '../wake/reconcile.ts';
import type { PredictPorts } from './ports.ts';
import { readJob } from './read-job.ts';
import { shown } from './shown.ts';

/**
 * Reads a parked prediction. When it has no answer yet, this also advances it: the wake by one step, and, when the
 * endpoint is in service, a replay. So a lost event loses no prediction.
 * @returns undefined when there is none with this id
 * @throws CloudError
 */
export async function readPrediction(
  ports: PredictPorts,
  models: ReadonlyMap<string, DeployedModel>,
  id: string,
): Promise<Prediction | undefined> {
  const found = await ports.predictions.readPrediction(id, ports.clock.now());
  if (!found || isOver(found)) return found && shown(ports, found);
  const model = models.get(found.model);
  if (found.job) return advancedJob(ports, model, found);
  return model ? advanced(ports, model, found) : orphaned(ports, found);
}

/** `readPrediction` of a prediction of `model`. */
export async function advancePrediction(
  ports: PredictPorts,
  model: DeployedModel,
  id: string,
): Promise<Prediction | undefined> {
  return readPrediction(ports, new Map([[model.name, model]]), id);
}

const isOver = ({ status }: Pick<Prediction, 'status'>) =>
  status === 'succeeded' || status === 'failed';

async function advanced(
  ports: PredictPorts,
  model: DeployedModel,
  found: ParkedPrediction,
): Promise<Prediction> {
  const { predictions, clock, log } = ports;
  const { id } = found;
  try {
    const endpoint = endpointOf(model);
    const sight = endpoint && (await reconcile(ports, endpoint));
    if (endpoint) ports.sightings.saw(endpoint.key, sight?.standing === 'serving');
    if (isAnswerable(model, sight) && found.status === 'queued') {
      const queued = sight?.queued ?? (await countQueued(ports, [model.name]));
      if (await isNext(ports, found, queued)) await replay(ports, model, id);
    }
    const state = stateOf(model, sight, clock.now());
    const after = (await predictions.readPrediction(id, clock.now())) ?? found;
    return await shown(ports, after, isOver(after) ? undefined : state);
  } catch (error) {
    if (!(error instanceof CloudError) || !error.transient) throw error;
    log('warn', 'prediction_not_helped', { model: model.name, id, cause: error.message });
    return shown(ports, found);
  }
}

async function advancedJob(
  ports: PredictPorts,
  model: DeployedModel | undefined,
  found: ParkedPrediction,
): Promise<Prediction> {
  const { id } = found;
  try {
    await advanceOrWithdraw(ports, model, id);
  } catch (error) {
    if (!(error instanceof CloudError) || !error.transient) throw error;
    ports.log('warn', 'prediction_not_helped', { model: found.model, id, cause: error.message });
  }
  const asynchronous = model && byAsync(model);
  const after = asynchronous && (await readJob(ports, asynchronous, id));
  if (after) return after;
  return shown(ports, (await ports.predictions.readPrediction(id, ports.clock.now())) ?? found);
}

/**
 * Ends a prediction whose model is no longer deployed. If the model was on the shared endpoint, no retirement has ended
 * it.
 */
async function orphaned(ports: PredictPorts, found: ParkedPrediction): Promise<Prediction> {
  const { predictions, clock, log } = ports;
  const { id, model } = found;
  const error = refusalDocument(modelRetired());
  if (await predictions.answer(id, { error }, clock.now())) {
    log('warn', 'predictions_failed', { model, ids: [id], count: 1, code: error.code });
  }
  return shown(ports, (await predictions.readPrediction(id, clock.now())) ?? found);
}

/** Polls must not ask the model all at once: a poll replays only the first predictions of the queue. */
async function isNext(
  { predictions, clock }: PredictPorts,
  { id, model }: Pick<Prediction, 'id' | 'model'>,
  queued: number,
): Promise<boolean> {
  const few = LIMITS.replayConcurrency.first;
  if (queued <= few) return true;
  const waiting = await predictions.queued(model, clock.now());
  return waiting.slice(0, few).includes(id);
}
