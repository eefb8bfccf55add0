import { randomUUID } from 'node:crypto';
import { JSON_MEDIA_TYPE, LIMITS, TABLE } from '@pilotlight/contracts';
import type { KeyStore } from '../predict/ports.ts';
import type { Payload } from '@pilotlight/hosts';
import type { Answered, Outcome, PredictionStore } from '../queue/ports.ts';
import { KEYS } from './keys.ts';
import { INPUT_ATTRIBUTES, keep, kept } from './kept-payload.ts';
import { answerOf, expiry, oldestKept, predictionOf } from './prediction-item.ts';
import type { Objects } from './s3-objects.ts';
import type { Item, Table } from './table.ts';

const PAGE = 100;

const { queueIndex, timeToLive } = TABLE;

/** The parked predictions. Requests and answers are returned byte by byte as they came. */
export function predictionStore(table: Table, objects: Objects): PredictionStore & KeyStore {
  const waiting = (model: string, now: number, after?: string) => ({
    IndexName: queueIndex.name,
    KeyConditionExpression: '#queue = :model AND #id > :after',
    ExpressionAttributeNames: { '#queue': queueIndex.hashKey, '#id': queueIndex.rangeKey },
    ExpressionAttributeValues: { ':model': model, ':after': after ?? oldestKept(now) },
  });

  return {
    async bindKey({ model, key, id, fingerprint, now, insteadOf = '' }) {
      const Key = KEYS.idempotency(model, key);
      for (;;) {
        const bound = await table.put({
          Item: {
            ...Key,
            id,
            fingerprint,
            [timeToLive]: expiry(now, LIMITS.predictionKeptSeconds),
          },
          ConditionExpression: 'attribute_not_exists(id) OR id = :old OR #expiry <= :now',
          ExpressionAttributeNames: { '#expiry': timeToLive },
          ExpressionAttributeValues: { ':old': insteadOf, ':now': Math.ceil(now / 1000) },
        });
        if (bound) return { id, fingerprint };
        const item = await table.get(Key);
        // It expired between the two calls; try to bind again.
        if (item) return { id: item.id as string, fingerprint: item.fingerprint as string };
      }
    },

    async park({ id, model, request, now }) {
      const input = await keep(objects, id, 'input', request);
      await table.put({
        Item: {
          ...KEYS.prediction(id),
          id,
          model,
          ...input,
          accept: request.accept,
          status: 'queued',
          createdAt: new Date(now).toISOString(),
          attempts: 0,
          pauses: 0,
          [queueIndex.hashKey]: model,
          [timeToLive]: expiry(now, LIMITS.queuedKeptSeconds),
        },
        ConditionExpression: 'attribute_not_exists(id)',
      });
    },

    async readPrediction(id, now) {
      const item = await table.get(KEYS.prediction(id));
      const expiresAt = item?.[timeToLive];
      if (!item || typeof expiresAt !== 'number' || expiresAt * 1000 <= now) return undefined;
      const prediction = predictionOf(item, now);
      if (prediction.status !== 'succeeded') return prediction;
      return { ...prediction, ...answerOf(await kept(objects, item, 'output')) };
    },

    async queued(model, now, after) {
      const { items } = await table.query({ ...waiting(model, now, after), Limit: PAGE });
      return items.map((item) => item[queueIndex.rangeKey] as string);
    },

    async countQueued(model, now) {
      const { count } = await table.query({
        ...waiting(model, now),
        Select: 'COUNT',
        Limit: LIMITS.queuedPredictions,
      });
      return count;
    },

    async claimPrediction(id, now) {
      const Key = KEYS.prediction(id);
      const claim = randomUUID();
      const claimed = await table.update({
        Key,
        UpdateExpression: 'SET leaseUntil = :until, claim = :claim ADD attempts :one',
        ConditionExpression:
          'attribute_exists(#queue) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)',
        ExpressionAttributeNames: { '#queue': queueIndex.hashKey },
        ExpressionAttributeValues: {
          ':until': now + LIMITS.replayLeaseSeconds * 1000,
          ':claim': claim,
          ':one': 1,
          ':now': now,
        },
      });
      if (claimed) return { ...predictionOf(claimed, now), claim, stored: claimed };
      // When a response is lost, the SDK retries and then finds its own claim.
      const item = await table.get(Key);
      return item?.claim === claim
        ? { ...predictionOf(item, now), claim, stored: item }
        : undefined;
    },

    async readRequest({ stored }) {
      const item = stored as Item;
      const payload = await kept(objects, item, 'input');
      return payload && { ...payload, accept: String(item.accept) };
    },

    async releasePrediction({ id, claim, attempts, pauses }, { counted, notBefore }) {
      // Absolute values instead of ADD: idempotent when the SDK retries.
      await table.update({
        Key: KEYS.prediction(id),
        UpdateExpression: 'SET leaseUntil = :until, attempts = :attempts, pauses = :pauses',
        ConditionExpression: 'claim = :claim',
        ExpressionAttributeValues: {
          ':claim': claim,
          ':until': notBefore ?? 0,
          ':attempts': counted ? attempts : attempts - 1,
          ':pauses': notBefore === undefined ? pauses : pauses + 1,
        },
      });
    },

    async answer(id, outcome, now) {
      const attributes = Object.entries({
        ...(await outcomeAttributes(objects, id, outcome)),
        status: 'error' in outcome ? 'failed' : 'succeeded',
        finishedAt: new Date(now).toISOString(),
        [timeToLive]: expiry(now, LIMITS.predictionKeptSeconds),
      });
      const removed = [queueIndex.hashKey, ...INPUT_ATTRIBUTES, 'leaseUntil', 'claim'];
      const answered = await table.update({
        Key: KEYS.prediction(id),
        UpdateExpression:
          `SET ${attributes.map(([name]) => `#${name} = :${name}`).join(', ')} ` +
          `REMOVE ${removed.map((name) => `#${name}`).join(', ')}`,
        ConditionExpression: `attribute_exists(#${queueIndex.hashKey})`,
        ExpressionAttributeNames: Object.fromEntries(
          [...attributes.map(([name]) => name), ...removed].map((name) => [`#${name}`, name]),
        ),
        ExpressionAttributeValues: Object.fromEntries(
          attributes.map(([name, value]) => [`:${name}`, value]),
        ),
      });
      return answered !== undefined;
    },
  };
}

async function outcomeAttributes(objects: Objects, id: string, outcome: Outcome): Promise<Item> {
  if ('error' in outcome) return { error: JSON.stringify(outcome.error) };
  const { servedBy } = outcome;
  const kept = await keep(objects, id, 'output', payloadOf(outcome));
  return { ...kept, ...(servedBy === undefined ? {} : { servedBy }) };
}

function payloadOf(answered: Answered): Payload {
  if ('payload' in answered) return answered.payload;
  const body = Buffer.from(JSON.stringify(answered.output ?? null));
  return { body, contentType: JSON_MEDIA_TYPE };
}
