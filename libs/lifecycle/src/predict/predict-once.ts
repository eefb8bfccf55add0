import { createHash } from 'node:crypto';
import { ProblemError } from '@pilotlight/contracts';
import { ulid } from 'ulid';
import { canonicalJson } from './canonical-json.ts';
import { inputText } from './input-text.ts';
import type { BoundKey, ParkedPrediction, Ports } from '../ports.ts';
import { answeredBy, type Predicted } from './predicted.ts';
import { replay } from '../replay/replay.ts';
import { lookAfter, makeRoom, orRefuse, waitForEndpoint } from './wait-for-endpoint.ts';

/**
 * As `predict`, for a caller who may lose the answer and ask again: for as long as predictions are kept, the same key and
 * input are one prediction of the model, with one id and one answer. The key is bound and the prediction written before
 * it is asked for, and from then on it is as one that was parked: who asks again reads it, and takes it over when its
 * lease has ended without an answer. A retry that comes while another instance asks gets the prediction (202) and no
 * conflict (409), for its id is known and leads to the answer.
 * @param key of the caller's making
 * @throws ProblemError, also what the prediction failed with; CloudError
 */
export async function predictOnce(
  ports: Ports,
  model: string,
  input: unknown,
  key: string,
): Promise<Predicted> {
  const { store, clock, log } = ports;
  const body = inputText(input);
  // Not of `body`: the same input with its members in another order is the same question.
  const fingerprint = createHash('sha256').update(canonicalJson(input)).digest('hex');
  const now = clock.now();
  const binding = { model, key, fingerprint, id: ulid(now), now };

  const earlier = async ({ id }: BoundKey): Promise<ParkedPrediction | undefined> =>
    id === binding.id ? undefined : store.readPrediction(id, now);

  let bound = await store.bindKey(binding);
  if (bound.fingerprint !== fingerprint) {
    throw new ProblemError(
      'idempotency_key_reused',
      'This key was sent with another input before. A new question wants a new key.',
    );
  }
  let found = await earlier(bound);
  // A failure on our side, or a ceiling that was reached, is no answer to hold the caller to for a day.
  if (found?.error && (found.error.status >= 500 || found.error.status === 429)) {
    bound = await store.bindKey({ ...binding, insteadOf: found.id });
    found = await earlier(bound);
  }
  const { id } = bound;
  const waiting = { id, model, now };
  if (found) return lookAfter(ports, waiting);

  // Unknown though its key was bound by another: that one died, or parks it now as well, and one of the two is kept.
  await store.park({ id, model, input: body, now });
  const replayed = await replay(ports, id);
  if (replayed.kind === 'absent') {
    log('info', 'prediction_parked', { model, id });
    return orRefuse(ports, { id, model }, async () => {
      await makeRoom(ports, model);
      return waitForEndpoint(ports, waiting);
    });
  }
  if (replayed.kind === 'answered' && replayed.outcome) return answeredBy(replayed.outcome);
  return lookAfter(ports, waiting);
}
