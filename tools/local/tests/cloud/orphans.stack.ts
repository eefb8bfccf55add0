import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ENDPOINT_TAGS, TABLE, type Deployment } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { putEndpointConfig } from '../support/endpoint.ts';
import { isAlive } from '../support/is-alive.ts';
import { useOperator } from '../support/operator.ts';
import { clientOf, createApi, putFunction, type Allowed } from '../support/program.ts';
import { ACCOUNT, REGION, useCloud } from '../support/test-cloud.ts';

const local = useCloud();
const { create, invoke, reaches, look } = useOperator(local);
const main = join(import.meta.dirname, '../../../orphans/src/main.ts');
const [endpoint, table, key] = ['pilotlight-dev-m', 'pilotlight-dev-0', 'm'];
const [jobs, reaper] = ['pilotlight-dev-jobs-0123abc', 'pilotlight-dev-reaper-0123abc'];

/** The permissions that tools/orphans/README.md lists. */
const OPERATOR: Allowed[] = [
  { Action: ['sagemaker:ListEndpoints', 'lambda:ListFunctions'], Resource: '*' },
  {
    Action: ['sagemaker:ListTags', 'sagemaker:DescribeEndpoint', 'sagemaker:DeleteEndpoint'],
    Resource: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/*`,
  },
  {
    Action: 'sagemaker:DescribeEndpointConfig',
    Resource: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint-config/*`,
  },
  {
    Action: 'lambda:InvokeFunction',
    Resource: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:pilotlight-*-jobs*`,
  },
  {
    Action: 'dynamodb:Query',
    Resource: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/pilotlight-*`,
  },
];

/** Runs the program with the credentials of a role that has only the permissions `allowed`. */
async function program(name: string, allowed: Allowed[]) {
  const { endpoint: url, credentials } = await clientOf(
    local,
    await createApi(local.cloud),
    name,
    allowed,
  );
  const env = {
    PATH: process.env['PATH'],
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    AWS_ENDPOINT_URL: url,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  return (...args: string[]) =>
    new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
      const options = { env };
      const child = execFile(process.execPath, [main, ...args], options, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      );
    });
}

async function putStack(): Promise<void> {
  const { hashKey, rangeKey } = TABLE;
  const attributes = [hashKey, rangeKey].map((name) => ({ name, type: 'S' }));
  const spec = { name: table, hashKey, rangeKey, attributes, globalSecondaryIndexes: [] };
  await local.cloud.dynamodb.createTable(spec);
  const writer = await clientOf(local, await createApi(local.cloud), 'writer', [
    { Action: 'dynamodb:PutItem', Resource: '*' },
  ]);
  const Item = { [hashKey]: { S: `ENDPOINT#${key}` }, [rangeKey]: { S: 'WAKE' } };
  await new DynamoDBClient(writer).send(new PutItemCommand({ TableName: table, Item }));
  const deployment: Deployment = {
    ...{ tableName: table, bucketName: 'bucket', scheduleRuleName: 'rule', tags: {} },
    activityIntervalSeconds: 60,
    models: [
      {
        ...{ name: key, version: '1.0.0' },
        serving: {
          mode: 'realtime',
          endpoint: {
            ...{ key, endpointName: endpoint, endpointConfigName: 'c', models: [key] },
            ...{ instanceType: 'ml.m5.large', instanceCount: 1, idleMinutes: 40 },
          },
        },
      },
    ],
  };
  const answer = `event.deployment === 'describe' ? ${JSON.stringify(deployment)} : null`;
  putFunction(local, jobs, `export const handler = async (event) => ${answer};`);
  putFunction(local, reaper, 'export const handler = () => { throw new Error("asked"); };');
}

// Starts several programs in turn, which is slow on a busy machine.
test(
  'the endpoint of a deleted stack is found and deleted, with only the permissions that this needs',
  { timeout: 120_000 },
  async () => {
    await putStack();
    await create(endpoint, await putEndpointConfig(local), [
      { Key: ENDPOINT_TAGS.table, Value: table },
      { Key: ENDPOINT_TAGS.model, Value: key },
    ]);
    await create('of-somebody-else', await putEndpointConfig(local));
    await reaches(endpoint, 'InService');
    const { pid } = (await invoke(endpoint, 'x')).Body;
    const orphans = await program('operator-of-orphans', OPERATOR);

    const kept = await orphans('--delete');
    expect(kept).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^pilotlight-dev-m +InService .* ml\.m5\.large .* known /m),
      stderr: '',
    });

    await local.cloud.lambda.deleteFunction(jobs);
    await local.cloud.dynamodb.deleteTable(table);
    const unclear = await orphans('--delete');
    expect(unclear).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/ unknown +stack dev has the function pilotlight-dev-reaper-/),
    });

    await local.cloud.lambda.deleteFunction(reaper);
    const found = await orphans();
    expect(found).toEqual({
      code: 1,
      stdout: expect.stringMatching(
        / orphan +its stack is gone: there is no table pilotlight-dev-0$/m,
      ),
      stderr: '',
    });
    await expect(look(endpoint)).resolves.toMatchObject({ EndpointStatus: 'InService' });

    const deleted = await orphans('--delete');
    expect(deleted).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^orphans: pilotlight-dev-m is gone$/m),
    });
    await expect(look(endpoint)).rejects.toThrow('Could not find endpoint');
    expect(isAlive(pid)).toBe(false);
    await expect(look('of-somebody-else')).resolves.toMatchObject({ EndpointStatus: 'InService' });
  },
);

test('without lambda:ListFunctions it deletes nothing, and names the missing permission', async () => {
  await create('pilotlight-other-m', await putEndpointConfig(local), [
    { Key: ENDPOINT_TAGS.table, Value: 'pilotlight-other-0' },
    { Key: ENDPOINT_TAGS.model, Value: key },
  ]);
  await reaches('pilotlight-other-m', 'InService');
  const orphans = await program('short', [
    { Action: ['sagemaker:*', 'dynamodb:*'], Resource: '*' },
  ]);
  expect(await orphans('--delete')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      / unknown .*not authorized to perform: lambda:ListFunctions on /m,
    ),
  });
  await expect(look('pilotlight-other-m')).resolves.toMatchObject({ EndpointStatus: 'InService' });
});

test("without lambda:InvokeFunction a stack's endpoint is unknown, and not deleted", async () => {
  const name = 'pilotlight-third-m';
  putFunction(local, 'pilotlight-third-jobs', 'export const handler = () => null;');
  await create(name, await putEndpointConfig(local), [
    { Key: ENDPOINT_TAGS.table, Value: 'pilotlight-third-0' },
    { Key: ENDPOINT_TAGS.model, Value: key },
  ]);
  await reaches(name, 'InService');
  const actions = ['sagemaker:*', 'dynamodb:*', 'lambda:ListFunctions'];
  const orphans = await program('mute', [{ Action: actions, Resource: '*' }]);
  expect(await orphans('--delete')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      /^pilotlight-third-m .* unknown .*not authorized to perform: lambda:InvokeFunction on /m,
    ),
  });
  await expect(look(name)).resolves.toMatchObject({ EndpointStatus: 'InService' });
});
