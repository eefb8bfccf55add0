import { randomUUID } from 'node:crypto';
import { LIMITS, TABLE } from '@pilotlight/contracts';
import type { KeyStore } from '../predict/ports.ts';
import type { PredictionStore } from '../queue/ports.ts';
import { KEYS } from './keys.ts';
import { keep, kept } from './kept-text.ts';
import { answerOf, expiry, oldestKept, predictionOf } from './prediction-item.ts';
import type { Objects } from './s3-objects.ts';
import type { Table } from './table.ts';

const PAGE = 100;

const { queueIndex, timeToLive } = TABLE;

/** The parked predictions. Inputs and outputs are stored as JSON text, so that they are returned unchanged. */
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

    async park({ id, model, input, now }) {
      const { name, value } = await keep(objects, id, 'input', input);
      await table.put({
        Item: {
          ...KEYS.prediction(id),
          id,
          model,
          [name]: value,
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
      if (claimed) return { ...predictionOf(claimed, now), claim };
      // When a response is lost, the SDK retries and then finds its own claim.
      const item = await table.get(Key);
      return item?.claim === claim ? { ...predictionOf(item, now), claim } : undefined;
    },

    readInput: (claimed) => kept(objects, claimed, 'input'),

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
      const failed = 'error' in outcome;
      const { name, value } = failed
        ? { name: 'error', value: JSON.stringify(outcome.error) }
        : await keep(objects, id, 'output', JSON.stringify(outcome.output ?? null));
      const answered = await table.update({
        Key: KEYS.prediction(id),
        UpdateExpression:
          'SET #status = :status, finishedAt = :at, #value = :value, #expiry = :expiry ' +
          'REMOVE #queue, #input, inputKey, leaseUntil, claim',
        ConditionExpression: 'attribute_exists(#queue)',
        ExpressionAttributeNames: {
          '#status': 'status',
          '#value': name,
          '#expiry': timeToLive,
          '#queue': queueIndex.hashKey,
          '#input': 'input',
        },
        ExpressionAttributeValues: {
          ':status': failed ? 'failed' : 'succeeded',
          ':at': new Date(now).toISOString(),
          ':value': value,
          ':expiry': expiry(now, LIMITS.predictionKeptSeconds),
        },
      });
      return answered !== undefined;
    },
  };
}
