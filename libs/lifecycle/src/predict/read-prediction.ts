import {
  endpointOf,
  LIMITS,
  type DeployedModel,
  type ModelState,
  type Prediction,
} from '@pilotlight/contracts';
import { CloudError, type Payload } from '@pilotlight/hosts';
import { isAnswerable } from '../ask/answerable.ts';
import { aged, modelRetired, refusalDocument } from '../endpoint/refusal.ts';
import type { ParkedPrediction } from '../queue/ports.ts';
import { countQueued } from '../queue/queue.ts';
import { replay } from '../replay/replay.ts';
import { stateOf } from '../wake/model-state.ts';
import { reconcile } from '../wake/reconcile.ts';
import type { PredictPorts } from './ports.ts';

/** A parked prediction as its caller sees it. */
export function shown(
  parked: Prediction | ParkedPrediction,
  now: number,
  state?: ModelState,
): Prediction {
  const { id, model, status, createdAt, finishedAt, output, servedBy, error } = parked;
  const payload = 'payload' in parked ? parked.payload : undefined;
  return {
    id,
    model,
    status,
    createdAt,
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(output === undefined ? {} : { output }),
    ...(payload === undefined ? {} : { answer: encoded(payload) }),
    ...(servedBy === undefined ? {} : { servedBy }),
    ...(error === undefined ? {} : { error: aged(error, secondsSince(finishedAt, now)) }),
    ...(state === undefined ? {} : { state }),
  };
}

const encoded = ({ body, contentType }: Payload) => ({
  contentType,
  base64: Buffer.from(body).toString('base64'),
});

const secondsSince = (time: string | undefined, now: number) =>
  time === undefined ? 0 : (now - Date.parse(time)) / 1000;

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
  if (!found || isOver(found)) return found && shown(found, ports.clock.now());
  const model = models.get(found.model);
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

const isOver = ({ status }: Prediction) => status === 'succeeded' || status === 'failed';

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
    return isOver(after) ? shown(after, clock.now()) : shown(after, clock.now(), state);
  } catch (error) {
    if (!(error instanceof CloudError) || !error.transient) throw error;
    log('warn', 'prediction_not_helped', { model: model.name, id, cause: error.message });
    return shown(found, clock.now());
  }
}

/**
 * Ends a prediction whose model is no longer deployed. If the model was on the shared endpoint, no retirement has ended
 * it.
 */
async function orphaned(
  { predictions, clock, log }: PredictPorts,
  found: ParkedPrediction,
): Promise<Prediction> {
  const { id, model } = found;
  const error = refusalDocument(modelRetired());
  if (await predictions.answer(id, { error }, clock.now())) {
    log('warn', 'predictions_failed', { model, ids: [id], count: 1, code: error.code });
  }
  return shown((await predictions.readPrediction(id, clock.now())) ?? found, clock.now());
}

/** Polls must not ask the model all at once: a poll replays only the first predictions of the queue. */
async function isNext(
  { predictions, clock }: PredictPorts,
  { id, model }: Prediction,
  queued: number,
): Promise<boolean> {
  const few = LIMITS.replayConcurrency.first;
  if (queued <= few) return true;
  const waiting = await predictions.queued(model, clock.now());
  return waiting.slice(0, few).includes(id);
}
