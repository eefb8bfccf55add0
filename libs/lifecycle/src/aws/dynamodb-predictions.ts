import { randomUUID } from 'node:crypto';
import { JSON_MEDIA_TYPE, LIMITS, TABLE } from '@pilotlight/contracts';
import type { KeyStore } from '../predict/ports.ts';
import type { HostRequest, Payload } from '@pilotlight/hosts';
import type { Answered, JobOutcome, PredictionStore } from '../queue/ports.ts';
import { jobsOf } from '../queue/queue.ts';
import { KEYS } from './keys.ts';
import { INPUT_ATTRIBUTES, keep, kept } from './kept-payload.ts';
import { answerOf, expiry, oldestKept, predictionOf } from './prediction-item.ts';
import type { Objects } from './s3-objects.ts';
import type { Item, Table } from './table.ts';

const PAGE = 100;

const { queueIndex, timeToLive } = TABLE;

/** The parked predictions. Requests and answers are returned byte by byte as they came. */
export function predictionStore(table: Table, objects: Objects): PredictionStore & KeyStore {
  const waiting = (queue: string, now: number, after?: string) => ({
    IndexName: queueIndex.name,
    KeyConditionExpression: '#queue = :queue AND #id > :after',
    ExpressionAttributeNames: { '#queue': queueIndex.hashKey, '#id': queueIndex.rangeKey },
    ExpressionAttributeValues: { ':queue': queue, ':after': after ?? oldestKept(now) },
  });

  /** Stores a new prediction, unless there is one with this id. */
  const add = (id: string, model: string, queue: string, now: number, attributes: Item) =>
    table.put({
      Item: {
        ...KEYS.prediction(id),
        id,
        model,
        ...attributes,
        status: 'queued',
        createdAt: new Date(now).toISOString(),
        attempts: 0,
        pauses: 0,
        [queueIndex.hashKey]: queue,
        [timeToLive]: expiry(now, LIMITS.queuedKeptSeconds),
      },
      ConditionExpression: 'attribute_not_exists(id)',
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
      await add(id, model, model, now, await inputAttributes(objects, id, request));
    },

    async addJob({ id, model, job, now }) {
      await add(id, model, jobsOf(model), now, { job });
    },

    async readPrediction(id, now) {
      const item = await table.get(KEYS.prediction(id));
      const expiresAt = item?.[timeToLive];
      if (!item || typeof expiresAt !== 'number' || expiresAt * 1000 <= now) return undefined;
      const prediction = predictionOf(item, now);
      if (prediction.status !== 'succeeded' || prediction.files) return prediction;
      return { ...prediction, ...answerOf(await kept(objects, item, 'output')) };
    },

    async queued(queue, now, after) {
      const { items } = await table.query({ ...waiting(queue, now, after), Limit: PAGE });
      return items.map((item) => item[queueIndex.rangeKey] as string);
    },

    async countQueued(queue, now) {
      const { count } = await table.query({
        ...waiting(queue, now),
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

    async releasePrediction({ id, model, claim, attempts, pauses }, release) {
      const { counted, notBefore, job, request } = release;
      // Absolute values instead of ADD: idempotent when the SDK retries.
      const changed = {
        leaseUntil: notBefore ?? 0,
        attempts: counted ? attempts : attempts - 1,
        pauses: notBefore === undefined ? pauses : pauses + 1,
        ...(job ? { job, [queueIndex.hashKey]: jobsOf(model) } : {}),
        ...(request
          ? { ...(await inputAttributes(objects, id, request)), [queueIndex.hashKey]: model }
          : {}),
      };
      const { SET, names, values } = setting(changed);
      await table.update({
        Key: KEYS.prediction(id),
        UpdateExpression: request ? `${SET} REMOVE #job` : SET,
        ConditionExpression: 'claim = :claim',
        ExpressionAttributeNames: { ...names, ...(request ? { '#job': 'job' } : {}) },
        ExpressionAttributeValues: { ...values, ':claim': claim },
      });
    },

    async answer(id, outcome, now, job) {
      const { SET, names, values } = setting({
        ...(await outcomeAttributes(objects, id, outcome)),
        ...(job ? { job } : {}),
        status: 'error' in outcome ? 'failed' : 'succeeded',
        finishedAt: new Date(now).toISOString(),
        [timeToLive]: expiry(now, LIMITS.predictionKeptSeconds),
      });
      const removed = [queueIndex.hashKey, ...INPUT_ATTRIBUTES, 'leaseUntil', 'claim'];
      const answered = await table.update({
        Key: KEYS.prediction(id),
        UpdateExpression: `${SET} REMOVE ${removed.map((name) => `#${name}`).join(', ')}`,
        ConditionExpression: `attribute_exists(#${queueIndex.hashKey})`,
        ExpressionAttributeNames: {
          ...names,
          ...Object.fromEntries(removed.map((name) => [`#${name}`, name])),
        },
        ExpressionAttributeValues: values,
      });
      return answered !== undefined;
    },
  };
}

/** An update expression that sets these attributes. */
function setting(attributes: Item) {
  const names = Object.keys(attributes);
  return {
    SET: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
    names: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    values: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`:${name}`, value]),
    ),
  };
}

async function inputAttributes(objects: Objects, id: string, request: HostRequest): Promise<Item> {
  return { ...(await keep(objects, id, 'input', request)), accept: request.accept };
}

async function outcomeAttributes(objects: Objects, id: string, outcome: JobOutcome): Promise<Item> {
  if ('error' in outcome) return { error: JSON.stringify(outcome.error) };
  const { servedBy } = outcome;
  const by = servedBy === undefined ? {} : { servedBy };
  if ('files' in outcome) return { files: outcome.files, ...by };
  return { ...(await keep(objects, id, 'output', payloadOf(outcome))), ...by };
}

function payloadOf(answered: Answered): Payload {
  if ('payload' in answered) return answered.payload;
  const body = Buffer.from(JSON.stringify(answered.output ?? null));
  return { body, contentType: JSON_MEDIA_TYPE };
}
