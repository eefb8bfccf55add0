import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  changesOf,
  checkInputs,
  createProvisioner,
  handlerOf,
  type Inputs,
} from '../../src/resources/index.ts';
import { recordingContext } from '../support/context.ts';

const any = expect.anything() as unknown;
const ROLE = 'arn:aws:iam::000000000000:role/r';
const FUNCTION = 'arn:aws:lambda:here:000000000000:function:f';

let recording: ReturnType<typeof recordingContext>;
beforeEach(() => {
  recording = recordingContext();
});

/** Checks, creates and deletes one resource. */
async function life(type: string, inputs: Inputs) {
  const handler = handlerOf(type);
  expect(checkInputs(handler, inputs)).toEqual([]);
  const provisioner = createProvisioner(recording.context);
  const made = await provisioner.create(handler, inputs);
  await provisioner.delete(handler, made.id, made.outputs);
  return { ...made, calls: recording.calls };
}

it('Role and RolePolicy: a policy may be a text or a document', async () => {
  const document = { Version: '2012-10-17', Statement: [] };
  await life('aws:iam/role:Role', { name: 'r', assumeRolePolicy: '{}' });
  const { id } = await life('aws:iam/rolePolicy:RolePolicy', {
    name: 'p',
    role: 'r',
    policy: document,
  });
  expect(id).toBe('r:p');
  expect(recording.calls).toEqual([
    ['iam.putRole', { name: 'r', assumeRolePolicy: '{}' }],
    ['iam.deleteRole', 'r'],
    ['iam.putRolePolicy', { role: 'r', name: 'p', policy: JSON.stringify(document) }],
    ['iam.deleteRolePolicy', 'r', 'p'],
  ]);
});

it('BucketObjectv2: the file of an asset, or a text', async () => {
  const file = join(recording.context.programDirectory, 'model.tar.gz');
  writeFileSync(file, 'bundle');
  const type = 'aws:s3/bucketObjectv2:BucketObjectv2';
  const source = new pulumi.asset.FileAsset('model.tar.gz');
  const { calls, id } = await life(type, { bucket: 'b', key: 'models/a', source });
  expect(id).toBe('b/models/a');
  expect(calls).toEqual([
    ['s3.putObject', 'b', 'models/a', file, undefined],
    ['s3.deleteObject', 'b', 'models/a'],
  ]);
  const failures = checkInputs(handlerOf(type), { bucket: 'b', key: 'k', source, content: 'x' });
  expect(failures).toMatchObject([{ property: 'source' }]);
});

it('Bucket: it is emptied before its deletion only with forceDestroy', async () => {
  const type = 'aws:s3/bucket:Bucket';
  await life(type, { bucket: 'kept' });
  await life(type, { bucket: 'emptied', forceDestroy: true });
  expect(recording.calls).toEqual([
    ['s3.createBucket', 'kept'],
    ['s3.deleteBucket', 'kept'],
    ['s3.createBucket', 'emptied'],
    ['s3.emptyBucket', 'emptied'],
    ['s3.deleteBucket', 'emptied'],
  ]);
});

it('BucketPolicy: a policy may be a text or a document', async () => {
  const type = 'aws:s3/bucketPolicy:BucketPolicy';
  await life(type, { bucket: 'b', policy: { Version: '2012-10-17', Statement: [] } });
  expect(recording.calls).toEqual([
    ['s3.putBucketPolicy', 'b', '{"Version":"2012-10-17","Statement":[]}'],
    ['s3.deleteBucketPolicy', 'b'],
  ]);
  expect(checkInputs(handlerOf(type), { bucket: 'b', policy: '{nonsense' })).toMatchObject([
    { property: 'policy' },
  ]);
});

it('Budget: only of costs in US dollars, with at least one subscriber', async () => {
  const type = 'aws:budgets/budget:Budget';
  const notification = {
    notificationType: 'ACTUAL',
    comparisonOperator: 'GREATER_THAN',
    threshold: 100,
    thresholdType: 'PERCENTAGE',
    subscriberEmailAddresses: ['a@example.com'],
  };
  const budget = {
    name: 'n',
    budgetType: 'COST',
    timeUnit: 'MONTHLY',
    limitAmount: '25',
    limitUnit: 'USD',
    notifications: [notification],
  };
  expect((await life(type, budget)).id).toBe('000000000000:n');
  const nobody = [{ ...notification, subscriberEmailAddresses: [] }];
  expect(checkInputs(handlerOf(type), { ...budget, notifications: nobody })).toHaveLength(1);
  expect(checkInputs(handlerOf(type), { ...budget, costFilters: [] })).toMatchObject([
    { property: 'costFilters' },
  ]);
});

it('BucketLifecycleConfiguration and BucketServerSideEncryptionConfiguration', async () => {
  const lifecycle = 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration';
  const rule = { id: 'r', status: 'Enabled', filter: { prefix: 'p/' }, expiration: { days: 2 } };
  await life(lifecycle, { bucket: 'b', rules: [rule] });
  const abort = { abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } };
  await life(lifecycle, {
    bucket: 'b',
    rules: [{ id: 'a', status: 'Enabled', filter: {}, ...abort }],
  });
  const transitions = [{ ...rule, transitions: [{ days: 1, storageClass: 'GLACIER' }] }];
  expect(checkInputs(handlerOf(lifecycle), { bucket: 'b', rules: transitions })).toMatchObject([
    { property: 'rules.0.transitions' },
  ]);
  const encryption =
    'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration';
  const byDefault = (sseAlgorithm: string) => ({
    bucket: 'b',
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
  });
  await life(encryption, byDefault('AES256'));
  expect(checkInputs(handlerOf(encryption), byDefault('aws:kms'))).toHaveLength(1);
  expect(recording.calls).toEqual([]);
});

describe('Image', () => {
  const type = 'docker-build:index:Image';
  const inputs = {
    push: false,
    exports: [{ registry: { ociMediaTypes: false } }],
    context: { location: 'dist' },
    dockerfile: { location: 'Dockerfile' },
    tags: ['registry/made:latest'],
    platforms: ['linux/amd64'],
  };

  it("resolves its context from the program's directory", async () => {
    const { programDirectory } = recording.context;
    mkdirSync(join(programDirectory, 'dist'));
    const { calls, outputs } = await life(type, inputs);
    const [context, dockerfile] = ['dist', 'Dockerfile'].map((path) =>
      join(programDirectory, path),
    );
    expect(calls).toEqual([
      ['ecr.putImage', { tag: 'registry/made:latest', context, dockerfile }],
      ['ecr.deleteImage', 'registry/made:latest@sha256:made'],
    ]);
    expect(outputs).toMatchObject({ digest: 'sha256:made', contextHash: any });
  });

  it.each([
    ['a plain push', { ...inputs, push: true, exports: undefined }],
    ['OCI media types', { ...inputs, exports: [{ registry: {} }] }],
  ])('refuses what SageMaker would refuse: %s', (_name, refused) => {
    const given = Object.fromEntries(
      Object.entries(refused).filter(([, value]) => value !== undefined),
    );
    expect(checkInputs(handlerOf(type), given)).toMatchObject([{ property: 'exports' }]);
  });
});

it('Model and EndpointConfiguration', async () => {
  const primaryContainer = { image: 'i', modelDataUrl: 's3://b/models/a.tar.gz' };
  const productionVariants = [
    { variantName: 'v', modelName: 'm', initialInstanceCount: 1, instanceType: 'ml.t2.medium' },
  ];
  await life('aws:sagemaker/model:Model', { name: 'm', executionRoleArn: ROLE, primaryContainer });
  await life('aws:sagemaker/endpointConfiguration:EndpointConfiguration', {
    name: 'c',
    productionVariants,
  });
  expect(recording.calls).toEqual([
    [
      'sagemaker.createModel',
      { name: 'm', executionRoleArn: ROLE, ...primaryContainer, environment: {} },
    ],
    ['sagemaker.deleteModel', 'm'],
    ['sagemaker.createEndpointConfig', { name: 'c', productionVariants }],
    ['sagemaker.deleteEndpointConfig', 'c'],
  ]);
});

describe('Table', () => {
  const type = 'aws:dynamodb/table:Table';
  const spec = {
    name: 'table',
    hashKey: 'pk',
    attributes: [
      { name: 'pk', type: 'S' },
      { name: 'queue', type: 'S' },
    ],
    globalSecondaryIndexes: [{ name: 'queue', hashKey: 'queue', projectionType: 'ALL' }],
  };
  const inputs = { ...spec, billingMode: 'PAY_PER_REQUEST' };

  it('is created with its keys and indexes', async () => {
    expect((await life(type, inputs)).calls).toEqual([
      ['dynamodb.createTable', spec],
      ['dynamodb.deleteTable', 'table'],
    ]);
  });

  it('must declare exactly its keys, and no provisioned capacity', () => {
    const extra = { ...inputs, attributes: [...inputs.attributes, { name: 'x', type: 'S' }] };
    expect(checkInputs(handlerOf(type), extra)).toMatchObject([{ property: 'attributes' }]);
    expect(checkInputs(handlerOf(type), spec)).toMatchObject([{ property: 'billingMode' }]);
  });
});

describe('Function', () => {
  const type = 'aws:lambda/function:Function';
  const inputs = {
    name: 'f',
    role: ROLE,
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    code: new pulumi.asset.AssetArchive({ 'index.mjs': new pulumi.asset.StringAsset('') }),
  };

  it("has the provider's defaults and its own log group", async () => {
    const { calls, outputs } = await life(type, {
      ...inputs,
      environment: { variables: { A: 'b' } },
      loggingConfig: { logFormat: 'JSON', logGroup: '/aws/lambda/group' },
    });
    expect(calls[0]).toEqual([
      'lambda.putFunction',
      {
        name: 'f',
        role: ROLE,
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        codeDirectory: any,
        environment: { A: 'b' },
        logGroup: '/aws/lambda/group',
        timeoutSeconds: 3,
        memorySizeMb: 128,
      },
    ]);
    expect(outputs).toMatchObject({ invokeArn: 'arn:invoke', codeSha256: any, timeout: 3 });
  });

  it('refuses another runtime, code that is not an archive and an environment over 4096 bytes', () => {
    const failures = (changes: Inputs) =>
      checkInputs(handlerOf(type), { ...inputs, ...changes }).map(({ property }) => property);
    expect(failures({ runtime: 'nodejs20.x' })).toEqual(['runtime']);
    expect(failures({ code: 'index.mjs' })).toEqual(['code']);
    const environment = { variables: { A: 'x'.repeat(4096) } };
    expect(failures({ environment })).toEqual(['environment.variables']);
  });
});

it('Permission: its function may be a name or an ARN', async () => {
  const { calls, id } = await life('aws:lambda/permission:Permission', {
    action: 'lambda:InvokeFunction',
    function: FUNCTION,
    principal: 'events.amazonaws.com',
    sourceArn: 'arn:aws:events:here:000000000000:rule/r',
  });
  expect(calls).toEqual([
    [
      'lambda.addPermission',
      {
        functionName: 'f',
        statementId: id,
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
        sourceArn: 'arn:aws:events:here:000000000000:rule/r',
      },
    ],
    ['lambda.removePermission', 'f', id],
  ]);
});

describe('Invocation', () => {
  const type = 'aws:lambda/invocation:Invocation';
  const inputs = { functionName: 'f', input: '{"a":1}' };
  const given = { a: 1 };

  it('with the scope CRUD invokes its function at each change, with the action and the previous input', async () => {
    const handler = handlerOf(type);
    const { cloud } = recording.context;
    const sent: unknown[] = [];
    cloud.lambda.invokeAsOwner = (name, payload) => {
      sent.push([name, JSON.parse(payload)]);
      return Promise.resolve({ payload: `"${sent.length}"` });
    };
    const provisioner = createProvisioner(recording.context);
    const crud = { ...inputs, lifecycleScope: 'CRUD' };
    const made = await provisioner.create(handler, crud);
    expect(made.outputs).toMatchObject({ result: '"1"', qualifier: '$LATEST' });
    const changed = { ...crud, input: '{"a":2}' };
    const outputs = await provisioner.update(handler, made.id, changed, made.outputs);
    expect(outputs).toMatchObject({ result: '"2"' });
    await provisioner.delete(handler, made.id, outputs);
    expect(sent).toEqual([
      ['f', { a: 1, tf: { action: 'create', prev_input: null } }],
      ['f', { a: 2, tf: { action: 'update', prev_input: { a: 1 } } }],
      ['f', { a: 2, tf: { action: 'delete', prev_input: { a: 2 } } }],
    ]);
  });

  it('otherwise invokes it once with the plain input, and another input replaces the resource', async () => {
    recording.context.cloud.lambda.invokeAsOwner = (name, payload) => {
      expect([name, JSON.parse(payload)]).toEqual(['f', given]);
      return Promise.resolve({ payload: 'null' });
    };
    await life(type, { ...inputs, functionName: FUNCTION });
    const changes = (lifecycleScope: string) =>
      changesOf(handlerOf(type), {
        before: { ...inputs, lifecycleScope },
        after: { ...inputs, input: '{"a":2}', lifecycleScope },
        drifted: [],
        autonamed: false,
      });
    expect(changes('CREATE_ONLY').replaces).toEqual(['input']);
    expect(changes('CRUD')).toMatchObject({ changed: ['input'], replaces: [] });
  });

  it("fails with the function's own error", async () => {
    recording.context.cloud.lambda.invokeAsOwner = () =>
      Promise.resolve({ payload: '{"errorMessage":"no"}', functionError: 'Unhandled' });
    await expect(life(type, inputs)).rejects.toThrow(
      'invoking Lambda Function (f): {"errorMessage":"no"}',
    );
  });

  it('requires a JSON object as input', () => {
    const failures = checkInputs(handlerOf(type), { ...inputs, input: '[1]' });
    expect(failures).toMatchObject([{ property: 'input' }]);
  });
});

it('EventRule and EventTarget', async () => {
  await life('aws:cloudwatch/eventRule:EventRule', { name: 'r', eventPattern: '{}' });
  const { outputs } = await life('aws:cloudwatch/eventTarget:EventTarget', {
    rule: 'r',
    arn: FUNCTION,
  });
  const { targetId } = outputs;
  expect(recording.calls).toEqual([
    ['events.putRule', { name: 'r', eventPattern: '{}', state: 'ENABLED' }],
    ['events.deleteRule', 'r'],
    ['events.putTarget', { rule: 'r', targetId, arn: FUNCTION }],
    ['events.removeTarget', 'r', targetId],
  ]);
  const both = { name: 'r', eventPattern: '{}', scheduleExpression: 'rate(1 minute)' };
  const rule = handlerOf('aws:cloudwatch/eventRule:EventRule');
  expect(checkInputs(rule, both)).toMatchObject([{ property: 'scheduleExpression' }]);
});

it('MetricAlarm: on the share of 5xx of an endpoint', async () => {
  const type = 'aws:cloudwatch/metricAlarm:MetricAlarm';
  const inputs = {
    name: 'a',
    namespace: 'AWS/SageMaker',
    metricName: 'Invocation5XXErrors',
    dimensions: { EndpointName: 'e', VariantName: 'v', EndpointConfigName: 'c' },
    statistic: 'Average',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0.05,
    period: 60,
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
  };
  const { calls } = await life(type, inputs);
  const watched = { endpointName: 'e', variantName: 'v', endpointConfigName: 'c' };
  const alarm = { ...watched, periodSeconds: 60, threshold: 0.05 };
  expect(calls).toEqual([
    ['cloudwatch.putMetricAlarm', { name: 'a', ...alarm }],
    ['cloudwatch.deleteAlarm', 'a'],
  ]);
  const failures = checkInputs(handlerOf(type), { ...inputs, treatMissingData: 'missing' });
  expect(failures).toMatchObject([{ property: 'treatMissingData' }]);
  const both = { ...inputs, dimensions: { EndpointName: 'e', VariantName: 'v' } };
  expect(checkInputs(handlerOf(type), both)).not.toEqual([]);
});

it('Api, Integration, Route and Stage', async () => {
  const apiId = 'api1';
  const { outputs } = await life('aws:apigatewayv2/api:Api', { name: 'a', protocolType: 'HTTP' });
  expect(outputs).toMatchObject({ apiEndpoint: 'http://made', executionArn: 'arn:exec' });
  await life('aws:apigatewayv2/integration:Integration', {
    apiId,
    integrationType: 'AWS_PROXY',
    integrationUri: FUNCTION,
    payloadFormatVersion: '2.0',
  });
  const target = 'integrations/integration1';
  await life('aws:apigatewayv2/route:Route', { apiId, routeKey: 'GET /', target });
  await life('aws:apigatewayv2/stage:Stage', {
    apiId,
    name: '$default',
    autoDeploy: true,
    defaultRouteSettings: { throttlingRateLimit: 5, throttlingBurstLimit: 9 },
  });
  expect(recording.calls).toEqual([
    ['apigateway.createApi', { name: 'a' }],
    ['apigateway.deleteApi', apiId],
    [
      'apigateway.putIntegration',
      apiId,
      { integrationUri: FUNCTION, payloadFormatVersion: '2.0', timeoutMilliseconds: 30_000 },
    ],
    ['apigateway.deleteIntegration', apiId, 'integration1'],
    ['apigateway.putRoute', apiId, { routeKey: 'GET /', target }],
    ['apigateway.deleteRoute', apiId, 'route1'],
    [
      'apigateway.putStage',
      apiId,
      { name: '$default', autoDeploy: true, throttling: { ratePerSecond: 5, burst: 9 } },
    ],
    ['apigateway.deleteStage', apiId, '$default'],
  ]);
});
