import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { LIMITS } from '@pilotlight/contracts';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { dynamoDbStore } from '../../src/aws/index.ts';
import { jsonRequest, predict, readPrediction, sweep } from '../../src/index.ts';
import { NEVER_WOKEN } from '../../src/wake/wake-record.ts';
import { createWorld, deployedModel, ENDPOINT, type Instance } from '../../testing/index.ts';
import type { Store } from '../../testing/simulated-store.ts';
import { memoryObjects } from './memory-objects.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { startLocalTable } from './local-table.ts';
import { startStub } from '@pilotlight/hosts/testing';

const TABLE_NAME = 'pilotlight-test';

let table: Awaited<ReturnType<typeof startLocalTable>>;
let store: Store;
const objects = memoryObjects();

/** A function instance whose store is DynamoDB. */
const stored = (instance: Instance): Instance => ({
  ...instance,
  activity: store,
  wakes: store,
  predictions: store,
  keys: store,
});

beforeAll(async () => {
  table = await startLocalTable(TABLE_NAME);
  store = dynamoDbStore(table.documents, TABLE_NAME, objects);
});

afterAll(() => table.stop());

describeStore('the store in DynamoDB', () => store);

describe('an invalid item', () => {
  const put = (Item: Record<string, unknown>) =>
    table.documents.send(new PutCommand({ TableName: TABLE_NAME, Item }));

  it.each([[{ lastUsedAt: 'yesterday' }], [{ lastUsedAt: -1 }], [{}]])(
    'as the last use (%j) is unreadable, and can be overwritten',
    async (spoilt) => {
      await put({ pk: 'ENDPOINT#spoilt', sk: 'ACTIVITY', ...spoilt });
      expect(await store.readActivity('spoilt')).toEqual({ kind: 'unreadable' });
      await store.assumeActivity('spoilt', 1);
      expect(await store.readActivity('spoilt')).toEqual({
        kind: 'used',
        lastUsedAt: 1,
        assumed: true,
      });
    },
  );

  it('as the wake is treated as no record, and is overwritten', async () => {
    await put({ pk: 'ENDPOINT#spoilt', sk: 'WAKE', status: 'dreaming', version: 7 });
    expect(await store.readWake('spoilt')).toEqual({ version: 7 });
    expect(await store.writeWake('spoilt', NEVER_WOKEN, 7)).toBe(8);
    expect(await store.readWake('spoilt')).toEqual({ record: NEVER_WOKEN, version: 8 });
  });
});

it('a write of the last use has a short time limit when DynamoDB does not answer', async () => {
  const silent = await startStub();
  onTestFinished(() => silent.stop());
  silent.reply = () => ({ body: '{}', hangs: true });
  const client = new DynamoDBClient({
    region: 'us-east-1',
    endpoint: silent.url,
    credentials: { accessKeyId: 'dummy', secretAccessKey: 'dummy' },
  });
  const away = dynamoDbStore(DynamoDBDocumentClient.from(client), TABLE_NAME, objects);
  const began = performance.now();
  await expect(away.recordActivity(ENDPOINT.key, 1)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(performance.now() - began).toBeLessThan(2 * LIMITS.activityWriteSeconds * 1000);
});

describe('when a response of DynamoDB is lost and the SDK retries,', () => {
  const NOW = Date.UTC(2026, 0, 1);

  /** The next call takes effect, but its response is lost. */
  function loseOneAnswer() {
    let lost = false;
    table.documents.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        if (lost) return answer;
        lost = true;
        throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
      },
      { step: 'deserialize', name: 'lose' },
    );
    onTestFinished(() => void table.documents.middlewareStack.remove('lose'));
  }

  const park = async () => {
    const id = ulid(NOW);
    await store.park({ id, model: 'lossy', request: jsonRequest({}), now: NOW });
    return id;
  };

  it('a replay recognises its own claim', async () => {
    const id = await park();
    loseOneAnswer();
    expect(await store.claimPrediction(id, NOW)).toMatchObject({ id, attempts: 1 });
  });

  it('a release does not subtract the attempt twice', async () => {
    const id = await park();
    const claimed = await store.claimPrediction(id, NOW);
    if (!claimed) throw new Error('it was not claimed');
    loseOneAnswer();
    await store.releasePrediction(claimed, { counted: false, notBefore: NOW });
    expect(await store.readPrediction(id, NOW)).toMatchObject({ attempts: 0, pauses: 1 });
  });
});

it('the input is removed, with everything about it, once there is an answer', async () => {
  const now = Date.UTC(2026, 0, 1);
  const id = ulid(now);
  const Key = { pk: `PREDICTION#${id}`, sk: 'PREDICTION' };
  const attributes = async () => {
    const { Item } = await table.documents.send(new GetCommand({ TableName: TABLE_NAME, Key }));
    return Object.keys(Item ?? {}).filter((name) => /^(input|accept)/.test(name));
  };
  await store.park({ id, model: 'over', request: jsonRequest({}), now });
  expect((await attributes()).sort()).toEqual(['accept', 'input', 'inputType']);
  await store.answer(id, { output: 1 }, now);
  expect(await attributes()).toEqual([]);
});

it('the error for a missing table has the name of the AWS error', async () => {
  const other = dynamoDbStore(table.documents, 'no-such-table', objects);
  await expect(other.readWake(ENDPOINT.key)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('DynamoDB GetItem: ResourceNotFoundException') as string,
  });
});

describe('a body that is too large for a table item', () => {
  const NOW = Date.UTC(2026, 0, 1);
  const text = 'x'.repeat(LIMITS.keptInTableBytes);
  const park = async () => {
    const id = ulid(NOW);
    await store.park({ id, model: 'large', request: jsonRequest(text), now: NOW });
    return id;
  };
  const keysOf = (id: string) => [...objects.bodies.keys()].filter((key) => key.includes(id));

  it('is stored in an object under its id, written before the item that names it', async () => {
    const id = await park();
    const [key = '', ...more] = keysOf(id);
    expect(key).toMatch(/^predictions\/[0-9A-Z]{26}\/input-[0-9a-f-]{36}$/);
    expect(more).toEqual([]);
    const Key = { pk: `PREDICTION#${id}`, sk: 'PREDICTION' };
    const { Item } = await table.documents.send(new GetCommand({ TableName: TABLE_NAME, Key }));
    expect(Item).toMatchObject({ inputKey: key });
    expect(Item).not.toHaveProperty('input');

    objects.failure = new Error('no S3');
    onTestFinished(() => void (objects.failure = undefined));
    const other = ulid(NOW);
    const parking = store.park({ id: other, model: 'large', request: jsonRequest(text), now: NOW });
    await expect(parking).rejects.toThrow('no S3');
    const answering = store.answer(id, { output: text }, NOW);
    await expect(answering).rejects.toThrow('no S3');
    expect(await store.readPrediction(other, NOW)).toBeUndefined();
    expect(await store.readPrediction(id, NOW)).toMatchObject({ status: 'queued' });
  });

  it('keeps the first answer when a second one is written later', async () => {
    const id = await park();
    const first = '1'.repeat(LIMITS.keptInTableBytes);
    const second = '2'.repeat(LIMITS.keptInTableBytes);
    expect(await store.answer(id, { output: first }, NOW)).toBe(true);
    expect(await store.answer(id, { output: second }, NOW)).toBe(false);
    expect((await store.readPrediction(id, NOW))?.output === first).toBe(true);
  });

  it('is reported as lost when its object is missing', async () => {
    const id = await park();
    const claimed = await store.claimPrediction(id, NOW);
    for (const key of keysOf(id)) objects.bodies.delete(key);
    expect(claimed && (await store.readRequest(claimed))).toBeUndefined();

    await store.answer(id, { output: text }, NOW);
    for (const key of keysOf(id)) objects.bodies.delete(key);
    const found = await store.readPrediction(id, NOW);
    expect(found).toMatchObject({ status: 'failed', error: { code: 'prediction_lost' } });
    expect(found).not.toHaveProperty('output');
  });

  it('goes unchanged from request to answer', async () => {
    const world = createWorld();
    world.clock.time = Date.now();
    const ports = stored(world.instance());
    const model = deployedModel('life');
    const input = { text: 'x'.repeat(LIMITS.requestBodyBytes - 20) };
    const parked = await predict(ports, model, jsonRequest(input));
    if (parked.kind !== 'parked') throw new Error('it was not parked');
    world.clock.pass(world.endpoint.creationSeconds);
    const found = await readPrediction(ports, new Map([[model.name, model]]), parked.prediction.id);
    expect(found?.output).toEqual({ echo: input });
  });
});

it('twenty simultaneous first requests in twenty instances create one endpoint', async () => {
  const world = createWorld();
  const model = deployedModel('burst');
  const instances = Array.from({ length: 20 }, () => stored(world.instance()));
  const parked = await Promise.all(
    instances.map((api, n) => predict(api, model, jsonRequest({ n }))),
  );
  expect(world.endpoint.count('create')).toBe(1);
  world.clock.pass(world.endpoint.creationSeconds);
  const jobs = stored(world.instance());
  const swept = await sweep(jobs, model.serving.endpoint, [model], world.deadline());
  expect(swept).toMatchObject({ answered: 20 });
  for (const [n, one] of parked.entries()) {
    if (one.kind !== 'parked') throw new Error('it was not parked');
    const found = await readPrediction(jobs, new Map([[model.name, model]]), one.prediction.id);
    expect(found).toMatchObject({ status: 'succeeded', output: { echo: { n } } });
  }
});
