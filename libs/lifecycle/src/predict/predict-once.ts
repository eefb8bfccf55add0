import { byAsync, ProblemError, type DeployedModel } from '@pilotlight/contracts';
import { ulid } from 'ulid';
import type { HostRequest } from '@pilotlight/hosts';
import { fingerprintOf } from './fingerprint.ts';
import type { ParkedPrediction } from '../queue/ports.ts';
import type { BoundKey, PredictPorts } from './ports.ts';
import { answeredBy, type Predicted } from './predicted.ts';
import { replay } from '../replay/replay.ts';
import { startJob } from './start-job.ts';
import { lookAfter, makeRoom, orRefuse, waitForHost } from './wait-for-host.ts';

/**
 * As `predict`, but idempotent for callers that lose the answer and retry: for `LIMITS.predictionKeptSeconds`, the same
 * key and input are one prediction of the model, with one id and one answer. The key is bound and the prediction is
 * written before the model is asked; from then on it is like a parked prediction. A retry reads it, and replays it when its
 * lease has expired without an answer. A retry during another instance's invocation gets the prediction (202), not a
 * conflict (409): its id leads to the answer.
 * @param key chosen by the caller
 * @param complete makes the request for the model from the caller's; called only when the model is to be asked
 * @throws ProblemError, also for the error of the prediction itself; CloudError
 */
export async function predictOnce(
  ports: PredictPorts,
  model: DeployedModel,
  request: HostRequest,
  key: string,
  complete: () => Promise<HostRequest> = async () => request,
): Promise<Predicted> {
  const { predictions, keys, clock, log } = ports;
  const fingerprint = fingerprintOf(request);
  const now = clock.now();
  const binding = { model: model.name, key, fingerprint, id: ulid(now), now };

  const earlier = async ({ id }: BoundKey): Promise<ParkedPrediction | undefined> =>
    id === binding.id ? undefined : predictions.readPrediction(id, now);

  let bound = await keys.bindKey(binding);
  if (bound.fingerprint !== fingerprint) {
    throw new ProblemError(
      'idempotency_key_reused',
      'This key was already used for another input. Use a new key for a new input.',
    );
  }
  let found = await earlier(bound);
  // A 5xx or the ceiling (429) is not a final answer: the key may be bound to a new prediction.
  if (found?.error && (found.error.status >= 500 || found.error.status === 429)) {
    bound = await keys.bindKey({ ...binding, insteadOf: found.id });
    found = await earlier(bound);
  }
  const { id } = bound;
  const waiting = { id, model, now };
  if (found) return lookAfter(ports, waiting);

  const asynchronous = model.serving.mode === 'async' ? byAsync(model) : undefined;
  if (asynchronous) return startJob(ports, asynchronous, await complete(), id);

  // If another call bound the key but there is no prediction, that call died or is parking it now: only one is kept.
  await predictions.park({ id, model: model.name, request: await complete(), now });
  const replayed = await replay(ports, model, id);
  if (replayed.kind === 'absent') {
    log('info', 'prediction_parked', { model: model.name, id });
    return orRefuse(ports, { id, model }, async () => {
      await makeRoom(ports, model);
      return waitForHost(ports, waiting);
    });
  }
  if (replayed.kind === 'answered' && replayed.outcome) return answeredBy(replayed.outcome);
  return lookAfter(ports, waiting);
}
