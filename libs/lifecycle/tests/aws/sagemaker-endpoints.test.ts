import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sageMakerEndpoints } from '../../src/aws/index.ts';
import { ENDPOINT } from '../../testing/index.ts';
import { awsError, startStub } from '@pilotlight/hosts/testing';

const NAME = ENDPOINT.endpointName;

const ARN = `arn:aws:sagemaker:us-east-1:123456789012:endpoint/${NAME}`;

let stub: Awaited<ReturnType<typeof startStub>>;

beforeAll(async () => {
  stub = await startStub();
});

afterAll(() => stub.stop());

beforeEach(() => {
  stub.requests.length = 0;
  stub.reply = () => ({ body: '{}' });
});

function port() {
  const options = {
    region: 'us-east-1',
    endpoint: stub.url,
    credentials: { accessKeyId: 'dummy', secretAccessKey: 'dummy' },
    maxAttempts: 1,
  };
  return sageMakerEndpoints(new SageMakerClient(options), {
    tableName: 'pilotlight-test-0',
    tags: { team: 'a', 'pilotlight:model': 'not-this' },
  });
}

const denial = awsError(
  'AccessDeniedException',
  `User: arn:aws:sts::123456789012:assumed-role/api is not authorized to perform: sagemaker:X on resource: ${ARN} because no identity-based policy allows the sagemaker:X action`,
);

describe('DescribeEndpoint', () => {
  it('returns status, configuration, times and failure reason', async () => {
    stub.reply = () => ({
      body: JSON.stringify({
        EndpointStatus: 'Failed',
        EndpointConfigName: 'config-0',
        CreationTime: 1767225600.5,
        LastModifiedTime: 1767225700,
        FailureReason: 'ping',
      }),
    });
    expect(await port().describe(ENDPOINT)).toEqual({
      status: 'Failed',
      configuration: 'config-0',
      createdAt: 1767225600500,
      modifiedAt: 1767225700000,
      failureReason: 'ping',
    });
  });

  it.each([`"${ARN}"`, `'${ARN}'`, ARN])(
    'returns undefined when there is no endpoint, quoted as %s',
    async (named) => {
      stub.reply = () => awsError('ValidationException', `Could not find endpoint ${named}.`);
      expect(await port().describe(ENDPOINT)).toBeUndefined();
    },
  );

  it.each([
    ['ValidationException', `Could not find endpoint configuration "${ARN}".`],
    ['ValidationException', `Could not find endpoint configuration '${ARN}'.`],
    ['ValidationError', `Could not find endpoint "${ARN}".`],
  ])('does not take %s (%s) for absence', async (name, message) => {
    stub.reply = () => awsError(name, message);
    await expect(port().describe(ENDPOINT)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('does not take a denial for absence', async () => {
    stub.reply = () => denial;
    await expect(port().describe(ENDPOINT)).rejects.toMatchObject({ kind: 'denied' });
  });
});

describe('DescribeEndpointConfig', () => {
  const variants = (...found: object[]) => ({
    body: JSON.stringify({ ProductionVariants: found }),
  });

  it('returns the instance type and count', async () => {
    stub.reply = () => variants({ InstanceType: 'ml.t2.medium', InitialInstanceCount: 2 });
    expect(await port().sizeOf('config-0')).toEqual({
      instanceType: 'ml.t2.medium',
      instanceCount: 2,
    });
    expect(JSON.parse(stub.requests[0]?.body ?? '')).toEqual({ EndpointConfigName: 'config-0' });
  });

  it('returns undefined when there is no such configuration', async () => {
    stub.reply = () =>
      awsError('ValidationException', 'Could not find endpoint configuration "config-0".');
    expect(await port().sizeOf('config-0')).toBeUndefined();
  });

  it.each([
    ['it is denied', denial],
    ['the configuration has no instances', variants({ ServerlessConfig: {} })],
  ])('throws when %s', async (_, reply) => {
    stub.reply = () => reply;
    await expect(port().sizeOf('config-0')).rejects.toMatchObject({
      operation: 'DescribeEndpointConfig',
    });
  });
});

describe('CreateEndpoint', () => {
  it("uses the deployment's names, with the stack's tags and those that identify the owner", async () => {
    stub.reply = () => ({ body: JSON.stringify({ EndpointArn: ARN }) });
    expect(await port().create(ENDPOINT)).toBe('created');
    expect(stub.requests).toMatchObject([{ operation: 'CreateEndpoint' }]);
    expect(JSON.parse(stub.requests[0]?.body ?? '')).toEqual({
      EndpointName: NAME,
      EndpointConfigName: 'config-1',
      Tags: [
        { Key: 'team', Value: 'a' },
        { Key: 'pilotlight:model', Value: ENDPOINT.key },
        { Key: 'pilotlight:table', Value: 'pilotlight-test-0' },
        { Key: 'pilotlight:instance-type', Value: 'ml.m5.large' },
      ],
    });
  });

  it('returns exists when the endpoint exists', async () => {
    stub.reply = () =>
      awsError('ValidationException', `Cannot create already existing endpoint "${ARN}".`);
    expect(await port().create(ENDPOINT)).toBe('exists');
  });

  it('returns no-configuration when the configuration is not found: it may not be visible yet', async () => {
    stub.reply = () =>
      awsError('ValidationException', `Could not find endpoint configuration "${ARN}".`);
    expect(await port().create(ENDPOINT)).toBe('no-configuration');
  });

  it.each([
    [
      'ValidationException',
      'One or more endpoint features are not supported using this configuration.',
    ],
    ['ResourceLimitExceeded', "The account-level service limit 'ml.m5.large' is 0 Instances"],
  ])("keeps SageMaker's message when it is rejected with %s", async (name, message) => {
    stub.reply = () => awsError(name, message);
    await expect(port().create(ENDPOINT)).rejects.toMatchObject({ kind: 'refused', message });
  });
});

describe('UpdateEndpoint', () => {
  it("uses the deployment's configuration, for all instances at once", async () => {
    stub.reply = () => ({ body: JSON.stringify({ EndpointArn: ARN }) });
    expect(await port().update(ENDPOINT)).toBe('updating');
    expect(stub.requests).toMatchObject([{ operation: 'UpdateEndpoint' }]);
    expect(JSON.parse(stub.requests[0]?.body ?? '')).toEqual({
      EndpointName: NAME,
      EndpointConfigName: 'config-1',
    });
  });

  it('with a rollout is a canary update with an alarm for the rollback', async () => {
    await port().update(ENDPOINT, { canaryInstances: 1, bakeSeconds: 120, alarmName: 'errors' });
    expect(JSON.parse(stub.requests[0]?.body ?? '')).toMatchObject({
      DeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: {
            Type: 'CANARY',
            CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 },
            WaitIntervalInSeconds: 120,
          },
        },
        AutoRollbackConfiguration: { Alarms: [{ AlarmName: 'errors' }] },
      },
    });
  });

  it.each([
    [awsError('ValidationException', `Could not find endpoint "${ARN}".`), 'absent'],
    [
      awsError('ValidationException', `Cannot update in-progress endpoint "${ARN}".`),
      'in-progress',
    ],
  ])('answered with %j returns %s', async (reply, outcome) => {
    stub.reply = () => reply;
    expect(await port().update(ENDPOINT)).toBe(outcome);
  });

  it('to a configuration that is not visible yet can be retried', async () => {
    const message = `Could not find endpoint configuration "${ARN}".`;
    stub.reply = () => awsError('ValidationException', message);
    await expect(port().update(ENDPOINT)).rejects.toMatchObject({ kind: 'unavailable', message });
  });

  it.each([
    ['ValidationException', 'The variant names must be the same'],
    ['ResourceLimitExceeded', "The account-level service limit 'ml.m5.large' is 0 Instances"],
  ])("keeps SageMaker's message when it is rejected with %s", async (name, message) => {
    stub.reply = () => awsError(name, message);
    await expect(port().update(ENDPOINT)).rejects.toMatchObject({ kind: 'refused', message });
  });
});

describe('DeleteEndpoint', () => {
  it.each([
    [{ body: '{}' }, 'deleting'],
    [awsError('ValidationException', `Could not find endpoint "${ARN}".`), 'absent'],
    [
      awsError('ValidationException', `Cannot update in-progress endpoint "${ARN}".`),
      'in-progress',
    ],
  ])('answered with %j returns %s', async (reply, outcome) => {
    stub.reply = () => reply;
    expect(await port().delete(ENDPOINT)).toBe(outcome);
  });
});
