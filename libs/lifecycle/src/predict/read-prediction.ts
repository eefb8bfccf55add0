import { LIMITS, type ModelState, type Prediction } from '@pilotlight/contracts';
import { CloudError } from '../cloud-error.ts';
import { look, stateOf } from '../observe.ts';
import type { ParkedPrediction, Ports } from '../ports.ts';
import { aged } from '../refusal.ts';
import { replay } from '../replay/replay.ts';

/** A parked prediction as its caller sees it. */
export function shown(
  parked: Prediction | ParkedPrediction,
  now: number,
  state?: ModelState,
): Prediction {
  const { id, model, status, createdAt, finishedAt, output, error } = parked;
  return {
    id,
    model,
    status,
    createdAt,
    ...(finishedAt === undefined ? {} : { finishedAt }),
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error: aged(error, secondsSince(finishedAt, now)) }),
    ...(state === undefined ? {} : { state }),
  };
}

const secondsSince = (time: string | undefined, now: number) =>
  time === undefined ? 0 : (now - Date.parse(time)) / 1000;

/**
 * Reads a parked prediction. When it has no answer yet, this also advances it: the wake by one step, and, when the
 * endpoint is in service, a replay. So a lost event loses no prediction.
 * @returns undefined when there is none with this id
 * @throws CloudError
 */
export async function readPrediction(ports: Ports, id: string): Promise<Prediction | undefined> {
  const { store, clock, log } = ports;
  const found = await store.readPrediction(id, clock.now());
  if (!found || found.status === 'succeeded' || found.status === 'failed')
    return found && shown(found, clock.now());
  try {
    const sight = await look(ports, found.model);
    if (sight.standing === 'serving' && found.status === 'queued') {
      if (await isNext(ports, found, sight.queued)) await replay(ports, id);
    }
    const state = stateOf(sight, clock.now());
    const after = await store.readPrediction(id, clock.now());
    if (after?.status === 'succeeded' || after?.status === 'failed')
      return shown(after, clock.now());
    return shown(after ?? found, clock.now(), state);
  } catch (error) {
    if (!(error instanceof CloudError) || !error.transient) throw error;
    log('warn', 'prediction_not_helped', { model: found.model, id, cause: error.message });
    return shown(found, clock.now());
  }
}

/** Polls must not invoke the endpoint all at once: a poll replays only the first predictions of the queue. */
async function isNext({ store, clock }: Ports, { id, model }: Prediction, queued: number) {
  const few = LIMITS.replayConcurrency.first;
  if (queued <= few) return true;
  const waiting = await store.queued(model, clock.now());
  return waiting.slice(0, few).includes(id);
}
