import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ENDPOINT_TAGS, TABLE } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { putEndpointConfig } from '../support/endpoint.ts';
import { isAlive } from '../support/is-alive.ts';
import { useOperator } from '../support/operator.ts';
import { clientOf, createApi, putFunction, type Allowed } from '../support/program.ts';
import { ACCOUNT, REGION, useCloud } from '../support/test-cloud.ts';

const local = useCloud();
const { create, invoke, reaches, look } = useOperator(local);
const main = join(import.meta.dirname, '../../../sweep/src/main.ts');
const [endpoint, table, model] = ['pilotlight-dev-m', 'pilotlight-dev-0', 'm'];

/** The permissions that tools/sweep/README.md lists. */
const SWEEPER: Allowed[] = [
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
    Action: 'dynamodb:Query',
    Resource: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/pilotlight-*`,
  },
];

/** Runs the program with the credentials of a role that has only the permissions `allowed`. */
async function sweeper(name: string, allowed: Allowed[]) {
  const { endpoint: url, credentials } = await clientOf(
    local,
    await createApi(local.cloud),
    name,
    allowed,
  );
  const env = {
    PATH: process.env['PATH'],
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
  const Item = { [hashKey]: { S: `MODEL#${model}` }, [rangeKey]: { S: 'WAKE' } };
  await new DynamoDBClient(writer).send(new PutItemCommand({ TableName: table, Item }));
  putFunction(local, 'pilotlight-dev-reaper', 'export const handler = () => {};', {
    environment: {
      TABLE_NAME: table,
      SCHEDULE_RULE_NAME: 'rule',
      DEPLOYMENTS: JSON.stringify({ [model]: { endpointName: endpoint } }),
    },
  });
}

// Starts several programs in turn, which is slow on a busy machine.
test(
  'the endpoint of a deleted stack is found and deleted, with only the permissions that this needs',
  { timeout: 120_000 },
  async () => {
    await putStack();
    await create(endpoint, await putEndpointConfig(local), [
      { Key: ENDPOINT_TAGS.table, Value: table },
      { Key: ENDPOINT_TAGS.model, Value: model },
    ]);
    await create('of-somebody-else', await putEndpointConfig(local));
    await reaches(endpoint, 'InService');
    const { pid } = (await invoke(endpoint, 'x')).Body;
    const sweep = await sweeper('sweeper', SWEEPER);

    const kept = await sweep('--delete');
    expect(kept).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^pilotlight-dev-m +InService .* ml\.m5\.large .* known /m),
      stderr: '',
    });

    await local.cloud.lambda.deleteFunction('pilotlight-dev-reaper');
    await local.cloud.dynamodb.deleteTable(table);
    const found = await sweep();
    expect(found).toEqual({
      code: 1,
      stdout: expect.stringMatching(
        / orphan +its stack is gone: there is no table pilotlight-dev-0$/m,
      ),
      stderr: '',
    });
    await expect(look(endpoint)).resolves.toMatchObject({ EndpointStatus: 'InService' });

    const deleted = await sweep('--delete');
    expect(deleted).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^sweep: pilotlight-dev-m is gone$/m),
    });
    await expect(look(endpoint)).rejects.toThrow('Could not find endpoint');
    expect(isAlive(pid)).toBe(false);
    await expect(look('of-somebody-else')).resolves.toMatchObject({ EndpointStatus: 'InService' });
  },
);

test('without lambda:ListFunctions it deletes nothing, and names the missing permission', async () => {
  await create('pilotlight-other-m', await putEndpointConfig(local), [
    { Key: ENDPOINT_TAGS.table, Value: 'pilotlight-other-0' },
    { Key: ENDPOINT_TAGS.model, Value: model },
  ]);
  await reaches('pilotlight-other-m', 'InService');
  const sweep = await sweeper('short', [{ Action: ['sagemaker:*', 'dynamodb:*'], Resource: '*' }]);
  expect(await sweep('--delete')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(
      / unknown .*not authorized to perform: lambda:ListFunctions on /m,
    ),
  });
  await expect(look('pilotlight-other-m')).resolves.toMatchObject({ EndpointStatus: 'InService' });
});
