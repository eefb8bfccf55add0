import {
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { clientOf, createApi, type TestApi } from '../../support/program.ts';
import { ACCOUNT, REGION, useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
const table = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/state`;
let api: TestApi;

beforeAll(async () => {
  api = await createApi(local.cloud);
  const created = await local.cloud.dynamodb.createTable({
    name: 'state',
    hashKey: 'pk',
    rangeKey: 'sk',
    attributes: ['pk', 'sk', 'queue', 'id'].map((name) => ({ name, type: 'S' })),
    globalSecondaryIndexes: [
      { name: 'queue', hashKey: 'queue', rangeKey: 'id', projectionType: 'ALL' },
    ],
  });
  expect(created.arn).toBe(table);
});

const query: QueryCommandInput = {
  TableName: 'state',
  IndexName: 'queue',
  KeyConditionExpression: 'queue = :q',
  ExpressionAttributeValues: { ':q': { S: 'm' } },
};

test('one of several conditional writes wins, and the index is readable with its own permission', async () => {
  const client = new DynamoDBClient(
    await clientOf(local, api, 'writer', [
      { Action: 'dynamodb:PutItem', Resource: table },
      { Action: 'dynamodb:Query', Resource: `${table}/index/*` },
    ]),
  );
  const put = (id: string) =>
    client.send(
      new PutItemCommand({
        TableName: 'state',
        Item: { pk: { S: 'x' }, sk: { S: 'x' }, queue: { S: 'm' }, id: { S: id } },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  const results = await Promise.allSettled(['a', 'b', 'c', 'd'].map(put));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of results) {
    if (result.status === 'rejected') {
      expect(result.reason).toMatchObject({ name: 'ConditionalCheckFailedException' });
    }
  }
  const { Items } = await client.send(new QueryCommand(query));
  expect(Items).toHaveLength(1);
});

test('a Query of an index needs the permission on the index', async () => {
  const client = new DynamoDBClient(
    await clientOf(local, api, 'no-index', [{ Action: 'dynamodb:Query', Resource: table }]),
  );
  await expect(client.send(new QueryCommand(query))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(`dynamodb:Query on resource: ${table}/index/queue`),
  });
  await expect(
    client.send(new QueryCommand({ ...query, ReturnConsumedCapacity: 'TOTAL' })),
  ).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('a member that dynalite would ignore is refused by name', async () => {
  const client = new DynamoDBClient(
    await clientOf(local, api, 'modern', [{ Action: 'dynamodb:PutItem', Resource: table }]),
  );
  const put = client.send(
    new PutItemCommand({
      TableName: 'state',
      Item: { pk: { S: 'y' }, sk: { S: 'y' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  await expect(put).rejects.toThrow(
    'does not know these members of PutItem: ReturnValuesOnConditionCheckFailure',
  );
});

test('a deleted table is gone when deleteTable resolves, and its name is free', async () => {
  const spec = {
    name: 'brief',
    hashKey: 'pk',
    attributes: [{ name: 'pk', type: 'S' }],
    globalSecondaryIndexes: [],
  };
  await local.cloud.dynamodb.createTable(spec);
  await local.cloud.dynamodb.deleteTable('brief');
  await local.cloud.dynamodb.deleteTable('brief');
  await expect(local.cloud.dynamodb.createTable(spec)).resolves.toBeDefined();
});
