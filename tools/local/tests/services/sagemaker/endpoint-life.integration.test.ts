import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { putEndpointConfig } from '../../support/endpoint.ts';
import { useOperator } from '../../support/operator.ts';
import { isAlive } from '../../support/is-alive.ts';
import { putFunction } from '../../support/program.ts';
import { ACCOUNT, REGION, until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud({ endpointCreationSeconds: 1, endpointDeletionSeconds: 2 });
const arn = (name: string) => `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/${name}`;
const { create, remove, look, invoke, reaches, isGone } = useOperator(local);

test('an endpoint is Creating, InService, Deleting, then gone; only InvokeEndpoint is case-sensitive', async () => {
  const config = await putEndpointConfig(local);
  await expect(create('Sleeper', config)).resolves.toMatchObject({ EndpointArn: arn('sleeper') });
  await expect(look('sleeper')).resolves.toMatchObject({
    EndpointName: 'Sleeper',
    EndpointArn: arn('sleeper'),
    EndpointConfigName: config,
    EndpointStatus: 'Creating',
    ProductionVariants: [{ VariantName: 'primary', CurrentInstanceCount: 0 }],
  });
  const existing = `Cannot create already existing endpoint "${arn('sleeper')}".`;
  const inProgress = `Cannot update in-progress endpoint "${arn('sleeper')}".`;
  const notFound = `Endpoint Sleeper of account ${ACCOUNT} not found.`;
  await expect(create('sleeper', config)).rejects.toMatchObject({
    name: 'ValidationException',
    message: existing,
  });
  await expect(remove('Sleeper')).rejects.toThrow(inProgress);
  await expect(invoke('Sleeper', 'x')).rejects.toThrow(notFound);

  await reaches('Sleeper', 'InService');
  await expect(create('Sleeper', config)).rejects.toThrow(existing);
  await expect(invoke('sleeper', 'x')).rejects.toThrow(`Endpoint sleeper of account`);
  const { pid } = (await invoke('Sleeper', 'x')).Body;
  expect(isAlive(pid)).toBe(true);
  const { CreationTime, LastModifiedTime } = await look('Sleeper');
  expect(Number(LastModifiedTime) - Number(CreationTime)).toBeGreaterThanOrEqual(1_000);
  expect(Math.abs(Number(CreationTime) - Date.now())).toBeLessThan(60_000);

  await remove('Sleeper');
  await expect(look('Sleeper')).resolves.toMatchObject({ EndpointStatus: 'Deleting' });
  await expect(invoke('Sleeper', 'x')).rejects.toThrow(notFound);
  await expect(remove('Sleeper')).rejects.toThrow(inProgress);
  await expect(create('Sleeper', config)).rejects.toThrow(existing);
  await isGone('Sleeper');
  await expect(look('Sleeper')).rejects.toMatchObject({
    name: 'ValidationException',
    message: `Could not find endpoint "${arn('sleeper')}".`,
  });
  expect(isAlive(pid)).toBe(false);
  expect(local.lines).toContainEqual('sagemaker/Sleeper draining');
});

test("a container gets the argument serve, its model, its environment and SageMaker's headers only", async () => {
  process.env['OF_THE_LAPTOP'] = 'leak';
  await create('inner', await putEndpointConfig(local));
  await reaches('inner', 'InService');
  const { Body, ...answer } = await invoke('inner', 'hello');
  expect(answer).toMatchObject({
    $metadata: { httpStatusCode: 200 },
    ContentType: 'application/json',
    InvokedProductionVariant: 'primary',
    CustomAttributes: 'from-container',
  });
  expect(Body.body).toBe('hello');
  expect(Body.arguments).toEqual(['serve']);
  expect(JSON.parse(Body.model)).toEqual({ name: expect.stringMatching(/^m\d+$/) });
  expect(existsSync(join(Body.cwd, 'main.mjs'))).toBe(true);
  expect(Object.keys(Body.environment).sort()).toEqual([
    'AWS_REGION',
    'HOME',
    'HOST',
    // The image's locales, on a machine that has C.UTF-8.
    ...(existsSync('/usr/lib/locale/C.utf8') ? ['LOCPATH'] : []),
    'MODEL_DIRECTORY',
    'MODEL_OPTION',
    'NODE_ENV',
    'PATH',
    'SAGEMAKER_BIND_TO_PORT',
    'TMPDIR',
  ]);
  expect(Body.headers).toMatchObject({
    accept: 'application/json',
    'content-type': 'text/plain',
    'x-amzn-sagemaker-custom-attributes': 'from-caller',
  });
  expect(Body.headers).not.toHaveProperty('authorization');
});

test('errors of the container are a ModelError, and a container that ends is replaced', async () => {
  await create('frail', await putEndpointConfig(local));
  await reaches('frail', 'InService');
  await expect(invoke('frail', 'bad')).rejects.toMatchObject({
    name: 'ModelError',
    $metadata: { httpStatusCode: 424 },
    OriginalStatusCode: 400,
    OriginalMessage: '{"code":"input_invalid"}',
    LogStreamArn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/sagemaker/Endpoints/frail`,
    message: expect.stringMatching(/^Received client error \(400\) from primary with message /),
  });
  await expect(invoke('frail', 'large')).rejects.toMatchObject({ name: 'ModelError' });
  const { pid } = (await invoke('frail', 'x')).Body;
  await expect(invoke('frail', 'exit')).rejects.toMatchObject({
    name: 'ModelError',
    OriginalStatusCode: 0,
  });
  await until(() => local.lines.includes('sagemaker/frail the new container is healthy'));
  expect(local.lines).toContainEqual(
    'sagemaker/frail the container is replaced: it ended with exit code 3',
  );
  expect((await invoke('frail', 'x')).Body.pid).not.toBe(pid);
});

test('each change of status is an event, which a rule sends to its function', async () => {
  const functionArn = putFunction(
    local,
    'listener',
    `export const handler = async (event) => console.log('EVENT ' + JSON.stringify(event));`,
  );
  const rule = local.cloud.events.putRule({
    name: 'endpoints',
    eventPattern: JSON.stringify({
      source: ['aws.sagemaker'],
      'detail-type': ['SageMaker Endpoint State Change'],
      detail: { EndpointName: ['watched'], EndpointStatus: ['IN_SERVICE', 'DELETING'] },
    }),
  });
  local.cloud.events.putTarget({ rule: 'endpoints', targetId: 'jobs', arn: functionArn });
  local.cloud.lambda.addPermission({
    functionName: 'listener',
    statementId: 'events',
    action: 'lambda:InvokeFunction',
    principal: 'events.amazonaws.com',
    sourceArn: rule.arn,
  });
  const config = await putEndpointConfig(local);
  await create('watched', config, [{ Key: 'pilotlight:model', Value: 'm' }]);
  await reaches('watched', 'InService');
  await remove('watched');
  const seen = await until(() => {
    const found = local.lines.filter((line) => line.startsWith('lambda/listener EVENT '));
    return found.length >= 2 && found.map((line) => JSON.parse(line.slice(22)) as unknown);
  });
  expect(seen).toHaveLength(2);
  expect(seen).toContainEqual({
    version: '0',
    id: expect.any(String),
    'detail-type': 'SageMaker Endpoint State Change',
    source: 'aws.sagemaker',
    account: ACCOUNT,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    region: REGION,
    resources: [arn('watched')],
    detail: {
      EndpointName: 'watched',
      EndpointArn: arn('watched'),
      EndpointConfigName: config,
      ProductionVariants: [expect.objectContaining({ VariantName: 'primary' })],
      EndpointStatus: 'IN_SERVICE',
      CreationTime: expect.any(Number),
      LastModifiedTime: expect.any(Number),
      Tags: { 'pilotlight:model': 'm' },
    },
  });
});
