import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { awsError, startStub } from '@pilotlight/hosts/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sageMakerInstances } from '../../src/aws/index.ts';
import type { InstancePort } from '../../src/index.ts';

const NAME = 'pilotlight-test-time-traveler--async';

let stub: Awaited<ReturnType<typeof startStub>>;
let instances: InstancePort;

beforeAll(async () => {
  stub = await startStub();
  const credentials = { accessKeyId: 'dummy', secretAccessKey: 'dummy' };
  const options = { region: 'us-east-1', endpoint: stub.url, credentials, maxAttempts: 1 };
  instances = sageMakerInstances(new SageMakerClient(options));
});

afterAll(() => stub.stop());

beforeEach(() => {
  stub.requests.length = 0;
  stub.reply = () => ({ body: '{}' });
});

const noEndpoint = awsError('ValidationException', `Could not find endpoint "${NAME}".`);

describe('the instances of an asynchronous endpoint', () => {
  it('are counted', async () => {
    const variant = { VariantName: 'AllTraffic', CurrentInstanceCount: 0, DesiredInstanceCount: 1 };
    stub.reply = () => ({
      body: JSON.stringify({
        EndpointStatus: 'Updating',
        LastModifiedTime: 12.5,
        ProductionVariants: [variant],
      }),
    });
    expect(await instances.count(NAME)).toEqual({
      status: 'Updating',
      current: 0,
      desired: 1,
      modifiedAt: 12_500,
    });
    expect(stub.requests).toMatchObject([{ operation: 'DescribeEndpoint' }]);
  });

  it('are none while the endpoint is created, and unknown without an endpoint', async () => {
    stub.reply = () => ({ body: JSON.stringify({ EndpointStatus: 'Creating' }) });
    expect(await instances.count(NAME)).toMatchObject({ current: 0, desired: 0 });
    stub.reply = () => noEndpoint;
    expect(await instances.count(NAME)).toBeUndefined();
    expect(await instances.request(NAME, 1)).toBe('absent');
  });

  it('are asked for', async () => {
    expect(await instances.request(NAME, 1)).toBe('requested');
    expect(stub.requests[0]?.operation).toBe('UpdateEndpointWeightsAndCapacities');
    expect(JSON.parse(stub.requests[0]?.body ?? '')).toEqual({
      EndpointName: NAME,
      DesiredWeightsAndCapacities: [{ VariantName: 'AllTraffic', DesiredInstanceCount: 1 }],
    });
    stub.reply = () =>
      awsError('ValidationException', `Cannot update in-progress endpoint "${NAME}".`);
    expect(await instances.request(NAME, 1)).toBe('in-progress');
  });

  it('are an error when AWS throttles or denies', async () => {
    stub.reply = () => awsError('ThrottlingException', 'Rate exceeded');
    await expect(instances.count(NAME)).rejects.toMatchObject({ kind: 'throttled' });
    stub.reply = () => awsError('AccessDeniedException', 'no');
    await expect(instances.request(NAME, 1)).rejects.toMatchObject({
      kind: 'denied',
      operation: 'UpdateEndpointWeightsAndCapacities',
    });
  });
});
