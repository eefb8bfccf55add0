import {
  DynamoDBClient,
  GetItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, EnableRuleCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateEndpointCommand,
  DescribeEndpointCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  InvokeEndpointCommand,
  InvokeEndpointWithResponseStreamCommand,
  SageMakerRuntimeClient,
} from '@aws-sdk/client-sagemaker-runtime';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientOf, createApi } from '../../support/program.ts';
import { ACCOUNT, REGION, useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
const endpoint = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/e`;
const endpointConfig = `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint-config`;
let config: Awaited<ReturnType<typeof clientOf>>;

beforeAll(async () => {
  const api = await createApi(local.cloud);
  config = await clientOf(local, api, 'caller', [
    { Action: '*', Resource: '*' },
    { Action: 'sagemaker:DescribeEndpoint', Resource: '*', Effect: 'Deny' },
    { Action: 'sagemaker:CreateEndpoint', Resource: `${endpointConfig}/c`, Effect: 'Deny' },
  ]);
});

test('an unknown access key is refused', async () => {
  const client = new SageMakerClient({
    ...config,
    credentials: { accessKeyId: 'AKIDNOBODY', secretAccessKey: 'x' },
  });
  await expect(
    client.send(new DescribeEndpointCommand({ EndpointName: 'e' })),
  ).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  });
});

test('an unsigned request is refused', async () => {
  const response = await fetch(local.cloud.endpointUrl, { method: 'POST' });
  expect(response.status).toBe(403);
  expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
});

describe('unknown operations are refused by name', () => {
  test.each([
    ['events:PutRule', () => new EventBridgeClient(config).send(new PutRuleCommand({ Name: 'r' }))],
    [
      'dynamodb:TransactWriteItems',
      () =>
        new DynamoDBClient(config).send(
          new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 't', Item: {} } }] }),
        ),
    ],
    [
      'sagemaker:POST /endpoints/e/invocations-response-stream',
      () =>
        new SageMakerRuntimeClient(config).send(
          new InvokeEndpointWithResponseStreamCommand({ EndpointName: 'e', Body: '{}' }),
        ),
    ],
  ])('%s', async (name, send) => {
    await expect(send()).rejects.toMatchObject({
      name: 'UnknownOperationException',
      message: `The local cloud does not know the operation ${name}.`,
    });
    expect(local.lines).toContainEqual(`wire UNKNOWN ${name}, called by caller`);
  });
});

test('unknown members are refused by name', async () => {
  const sagemaker = new SageMakerClient(config).send(
    new CreateEndpointCommand({
      EndpointName: 'e',
      EndpointConfigName: 'other',
      DeploymentConfig: {},
    }),
  );
  await expect(sagemaker).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'The local cloud does not know these members of CreateEndpoint: DeploymentConfig.',
  });
});

test("a value that breaks its constraint is refused in AWS's words", async () => {
  const sagemaker = new SageMakerClient(config).send(
    new CreateEndpointCommand({ EndpointName: '-e', EndpointConfigName: 'other' }),
  );
  await expect(sagemaker).rejects.toThrow(
    "1 validation error detected: Value '-e' at 'endpointName' failed to satisfy constraint: Member must satisfy regular expression pattern: ",
  );
});

test('an explicit deny is returned and logged with role, action and resource', async () => {
  const denied = new SageMakerClient(config).send(
    new DescribeEndpointCommand({ EndpointName: 'E' }),
  );
  const why = `sagemaker:DescribeEndpoint on resource: ${endpoint} with an explicit deny in an identity-based policy`;
  await expect(denied).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: arn:aws:sts::${ACCOUNT}:assumed-role/caller-role/caller is not authorized to perform: ${why}`,
  });
  expect(local.lines).toContainEqual(
    `iam DENIED role caller-role (caller): sagemaker:DescribeEndpoint on ${endpoint} with an explicit deny in an identity-based policy`,
  );
});

test('CreateEndpoint needs a permission on the endpoint and one on its configuration', async () => {
  const create = (EndpointConfigName: string) =>
    new SageMakerClient(config).send(
      new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName }),
    );
  await expect(create('c')).rejects.toThrow('with an explicit deny');
  await expect(create('d')).rejects.toThrow(
    `Could not find endpoint configuration "${endpointConfig}/d".`,
  );
});

test('InvokeEndpoint of a missing endpoint is a ValidationError', async () => {
  const invoke = new SageMakerRuntimeClient(config).send(
    new InvokeEndpointCommand({ EndpointName: 'e', Body: '{}' }),
  );
  await expect(invoke).rejects.toMatchObject({
    name: 'ValidationError',
    message: `Endpoint e of account ${ACCOUNT} not found.`,
  });
});

test('a body over 6 MiB is refused before it is forwarded', async () => {
  const invoke = new SageMakerRuntimeClient(config).send(
    new InvokeEndpointCommand({ EndpointName: 'e', Body: new Uint8Array(6 * 1024 * 1024 + 1) }),
  );
  await expect(invoke).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(invoke).rejects.toThrow('length less than or equal to 6291456');
});

test("the stand-ins' own errors keep their names", async () => {
  const enable = new EventBridgeClient(config).send(new EnableRuleCommand({ Name: 'none' }));
  await expect(enable).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  const get = new DynamoDBClient(config).send(
    new GetItemCommand({ TableName: 'none', Key: { pk: { S: 'x' } } }),
  );
  await expect(get).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
