import { setTimeout as sleep } from 'node:timers/promises';
import { LIMITS, type DeployedModel, type Prediction } from '@pilotlight/contracts';
import type { PredictPorts } from './ports.ts';
import { predictedBy, type Predicted } from './predicted.ts';
import { advancePrediction } from './read-prediction.ts';

const LOOK_MILLISECONDS = LIMITS.heldLookSeconds * 1000;

/**
 * Waits for the answer of an accepted prediction, and advances it meanwhile as polls would. Nothing but its own answer
 * ends the wait early: its caller must get the id.
 *
 *     look   look   look ......... until     at most one look longer
 *     |------|------|------|-------|-------|
 *
 * @param until epoch milliseconds
 * @returns the answer, or the prediction as last seen
 * @throws ProblemError when the prediction has failed
 */
export async function waitForAnswer(
  ports: PredictPorts,
  model: DeployedModel,
  prediction: Prediction,
  until: number,
): Promise<Predicted> {
  const { clock } = ports;
  let seen = prediction;
  while (seen.finishedAt === undefined && clock.now() + LOOK_MILLISECONDS <= until) {
    await clock.sleep(LOOK_MILLISECONDS);
    // A look may ask the model itself, which can take longer than this request may be held.
    const left = until + LOOK_MILLISECONDS - clock.now();
    seen = (await within(look(ports, model, prediction.id), left)) ?? seen;
  }
  return predictedBy(seen);
}

async function look(
  ports: PredictPorts,
  model: DeployedModel,
  id: string,
): Promise<Prediction | undefined> {
  try {
    return await advancePrediction(ports, model, id);
  } catch (error) {
    ports.log('warn', 'prediction_not_helped', { model: model.name, id, cause: String(error) });
    return undefined;
  }
}

/** What `work` gives within this time, by the real clock; undefined when it takes longer: `work` is not cancelled. */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const over = new AbortController();
  try {
    return await Promise.race([work, sleep(milliseconds, undefined, { signal: over.signal })]);
  } finally {
    over.abort();
  }
}
