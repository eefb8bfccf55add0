import { LIMITS, ProblemError, type ModelState, type Prediction } from '@pilotlight/contracts';
import { ulid } from 'ulid';
import { invoke, outputOf } from './invoke.ts';
import { stateOf } from './observe.ts';
import type { Ports } from './ports.ts';
import { shown } from './read-prediction.ts';
import { refusalDocument } from './refusal.ts';
import { replay } from './replay.ts';
import { wake } from './wake.ts';

/** The answer, or the prediction that waits for the endpoint. */
export type Predicted =
  | { readonly kind: 'answered'; readonly output: unknown }
  | { readonly kind: 'parked'; readonly prediction: Prediction };

/**
 * Asks the endpoint; when there is none, parks the prediction and wakes the endpoint. Nothing is asked of AWS before
 * InvokeEndpoint, and the activity is written beside it.
 * @throws ProblemError, CloudError
 */
export async function predict(ports: Ports, model: string, input: unknown): Promise<Predicted> {
  const body = JSON.stringify(input);
  const [invocation] = await Promise.all([invoke(ports, model, body), ports.touch(model)]);
  if (invocation.kind !== 'absent') {
    return { kind: 'answered', output: outputOf(ports, model, invocation) };
  }
  return park(ports, model, body);
}

/** Parks first and wakes then: an endpoint that is up has something to answer, whoever dies in between. */
async function park(ports: Ports, model: string, body: string): Promise<Predicted> {
  const { store, clock, log } = ports;
  const now = clock.now();
  if ((await store.countQueued(model, now)) >= LIMITS.queuedPredictions) {
    const detail = `${LIMITS.queuedPredictions} predictions wait for this model already. Ask again later.`;
    throw new ProblemError('overloaded', detail);
  }
  const id = ulid(now);
  await store.park({ id, model, input: body, now });
  log('info', 'prediction_parked', { model, id });
  let state: ModelState;
  try {
    const { wake: record, standing = 'absent' } = await wake(ports, model);
    if (record.status === 'failed') {
      throw new ProblemError(
        'endpoint_failed',
        record.reason ?? 'The endpoint could not be started.',
      );
    }
    // It came into service between the invocation and the parking, and whoever replayed the queue may have missed it.
    if (standing === 'serving') await replay(ports, id);
    state = stateOf({ wake: record, standing, queued: 0 }, clock.now());
  } catch (error) {
    await refuse(ports, id, error);
    throw error;
  }
  const parked = await store.readPrediction(id, clock.now());
  if (parked?.status === 'succeeded') return { kind: 'answered', output: parked.output };
  if (parked?.error) {
    const { code, detail, errors } = parked.error;
    throw new ProblemError(code, detail, errors);
  }
  const createdAt = new Date(now).toISOString();
  return {
    kind: 'parked',
    prediction: shown(parked ?? { id, model, status: 'queued', createdAt }, state),
  };
}

/** It was not accepted, so that it must not wait: the caller hears the error now and asks again. */
async function refuse({ store, clock, log }: Ports, id: string, error: unknown): Promise<void> {
  try {
    await store.answer(id, { error: refusalDocument(error) }, clock.now());
  } catch (second) {
    log('error', 'prediction_not_refused', { id, cause: String(second) });
  }
}
