import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoDbStore } from '../../src/aws/index.ts';
import { predict, readPrediction, sweep, type StorePort } from '../../src/index.ts';
import { NEVER_WOKEN } from '../../src/wake-record.ts';
import { createWorld, MODEL } from '../fakes/world.ts';
import { storeConformance } from '../store-conformance.ts';
import { startLocalTable } from './local-table.ts';

const TABLE_NAME = 'pilotlight-test';

let table: Awaited<ReturnType<typeof startLocalTable>>;
let store: StorePort;

beforeAll(async () => {
  table = await startLocalTable(TABLE_NAME);
  store = dynamoDbStore(table.documents, TABLE_NAME);
});

afterAll(() => table.stop());

storeConformance('the store in DynamoDB', () => store);

describe('what somebody else wrote', () => {
  const put = (Item: Record<string, unknown>) =>
    table.documents.send(new PutCommand({ TableName: TABLE_NAME, Item }));

  it.each([['yesterday'], [-1], [undefined]])(
    'as the last use (%j) is unreadable',
    async (lastUsedAt) => {
      await put({
        pk: 'MODEL#spoilt',
        sk: 'ACTIVITY',
        ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
      });
      expect(await store.readActivity('spoilt')).toEqual({ kind: 'unreadable' });
      await store.assumeActivity('spoilt', 1);
      expect(await store.readActivity('spoilt')).toEqual({
        kind: 'used',
        lastUsedAt: 1,
        assumed: true,
      });
    },
  );

  it('as the wake is as good as none, and is written over', async () => {
    await put({ pk: 'MODEL#spoilt', sk: 'WAKE', status: 'dreaming', version: 7 });
    expect(await store.readWake('spoilt')).toEqual({ version: 7 });
    expect(await store.writeWake('spoilt', NEVER_WOKEN, 7)).toBe(8);
    expect(await store.readWake('spoilt')).toEqual({ record: NEVER_WOKEN, version: 8 });
  });
});

it('a table that is not there is told by name', async () => {
  const other = dynamoDbStore(table.documents, 'no-such-table');
  await expect(other.readWake(MODEL)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('DynamoDB GetItem: ResourceNotFoundException') as string,
  });
});

it('an input of the largest size is parked and its answer kept', async () => {
  const world = createWorld();
  world.clock.time = Date.now();
  const ports = { ...world.instance(), store };
  const input = { text: '😀'.repeat(65_000) };
  const parked = await predict(ports, 'large', input);
  if (parked.kind !== 'parked') throw new Error('it was not parked');
  world.clock.pass(world.endpoint.creationSeconds);
  const found = await readPrediction(ports, parked.prediction.id);
  expect(found?.output).toEqual({ echo: input });
});

it('twenty simultaneous first requests of twenty instances create one endpoint', async () => {
  const world = createWorld();
  const instances = Array.from({ length: 20 }, () => ({ ...world.instance(), store }));
  const parked = await Promise.all(instances.map((api, n) => predict(api, 'burst', { n })));
  expect(world.endpoint.count('create')).toBe(1);
  world.clock.pass(world.endpoint.creationSeconds);
  const jobs = { ...world.instance(), store };
  expect(await sweep(jobs, 'burst', world.deadline())).toMatchObject({ answered: 20 });
  for (const [n, one] of parked.entries()) {
    if (one.kind !== 'parked') throw new Error('it was not parked');
    const found = await readPrediction(jobs, one.prediction.id);
    expect(found).toMatchObject({ status: 'succeeded', output: { echo: { n } } });
  }
});
