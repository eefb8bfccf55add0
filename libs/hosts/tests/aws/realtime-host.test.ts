import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { LIMITS, type DeployedModel } from '@pilotlight/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { realtimeHost } from '../../src/aws/index.ts';
import { awsError, startStub } from '../../src/testing/index.ts';

const NAME = 'pilotlight-test-entailment';

const ARN = `arn:aws:sagemaker:us-east-1:123456789012:endpoint/${NAME}`;

const MODEL: DeployedModel = {
  name: 'entailment',
  version: '1.0.0',
  serving: {
    mode: 'realtime',
    endpoint: {
      key: 'entailment',
      endpointName: NAME,
      endpointConfigName: 'config-1',
      instanceType: 'ml.m5.large',
      instanceCount: 1,
      idleMinutes: 40,
      models: ['entailment'],
    },
  },
};

let stub: Awaited<ReturnType<typeof startStub>>;

beforeAll(async () => {
  stub = await startStub();
});

afterAll(() => stub.stop());

beforeEach(() => {
  stub.requests.length = 0;
  stub.reply = () => ({ body: '{}' });
});

function ask(text: string, model = MODEL) {
  const credentials = { accessKeyId: 'dummy', secretAccessKey: 'dummy' };
  const options = { region: 'us-east-1', endpoint: stub.url, credentials, maxAttempts: 1 };
  const request = {
    body: Buffer.from(text),
    contentType: 'application/json',
    accept: 'application/json',
  };
  return realtimeHost(new SageMakerRuntimeClient(options)).ask(model, request);
}

const denial = awsError(
  'AccessDeniedException',
  `User: arn:aws:sts::123456789012:assumed-role/api is not authorized to perform: sagemaker:X on resource: ${ARN} because no identity-based policy allows the sagemaker:X action`,
);

describe('InvokeEndpoint', () => {
  it('sends and receives JSON', async () => {
    stub.reply = () => ({ body: '{"label":"é"}' });
    const asked = await ask('{"a":1}');
    expect(asked).toMatchObject({ kind: 'answered', contentType: 'application/json' });
    expect(asked.kind === 'answered' && Buffer.from(asked.body).toString()).toBe('{"label":"é"}');
    expect(stub.requests).toMatchObject([
      {
        path: `/endpoints/${NAME}/invocations`,
        body: '{"a":1}',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
      },
    ]);
  });

  it('names the model of a shared endpoint', async () => {
    const targetModel = 'entailment/1.tar.gz';
    await ask('{}', { ...MODEL, serving: { ...MODEL.serving, targetModel } });
    await ask('{}');
    const named = stub.requests.map(({ headers }) => headers['x-amzn-sagemaker-target-model']);
    expect(named).toEqual([targetModel, undefined]);
  });

  it('returns absent when no endpoint is in service', async () => {
    stub.reply = () =>
      awsError('ValidationError', `Endpoint ${NAME} of account 123456789012 not found.`);
    expect(await ask('{}')).toEqual({ kind: 'absent' });
  });

  it('does not take another ValidationError for absence', async () => {
    stub.reply = () => awsError('ValidationError', 'Inference Component Name header is required');
    await expect(ask('{}')).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it("returns the container's own status and message", async () => {
    stub.reply = () => ({
      status: 424,
      headers: { 'x-amzn-errortype': 'ModelError' },
      body: JSON.stringify({
        ErrorCode: 'CLIENT_ERROR_FROM_MODEL',
        LogStreamArn: 'arn:aws:logs:x',
        Message: 'Received client error (400) from primary with message "too long".',
        OriginalMessage: 'too long',
        OriginalStatusCode: 400,
      }),
    });
    expect(await ask('{}')).toEqual({
      kind: 'rejected',
      status: 400,
      message: 'too long',
    });
  });

  it.each([
    [denial, 'denied'],
    [awsError('ThrottlingException', 'Rate exceeded'), 'throttled'],
    [awsError('ServiceUnavailable', 'down', 503), 'unavailable'],
    [awsError('InternalFailure', 'down', 500), 'unavailable'],
    [awsError('InternalDependencyException', 'down', 530), 'unavailable'],
  ])('throws a CloudError for the AWS error %j', async (reply, kind) => {
    stub.reply = () => reply;
    await expect(ask('{}')).rejects.toMatchObject({
      name: 'CloudError',
      kind,
      service: 'SageMaker',
      operation: 'InvokeEndpoint',
    });
  });

  it('does not take a broken connection for a slow model', async () => {
    stub.reply = () => ({ body: '', breaks: true });
    await expect(ask('{}')).rejects.toMatchObject({
      kind: 'unavailable',
      // The SDK names a broken connection TimeoutError.
      message: expect.stringMatching(/TimeoutError: .*(ECONNRESET|socket hang up)/) as string,
    });
  });

  it('times out after the limit', async () => {
    const { timeout } = AbortSignal;
    const given: number[] = [];
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
      given.push(milliseconds);
      return timeout.call(AbortSignal, 50);
    });
    onTestFinished(() => void vi.restoreAllMocks());
    stub.reply = () => ({ body: '{}', delayMilliseconds: 5000 });
    expect(await ask('{}')).toEqual({ kind: 'timed-out' });
    expect(given).toEqual([LIMITS.invocationSeconds * 1000]);
  });

  it("keeps AWS's message, with action and resource, when it is denied", async () => {
    stub.reply = () => denial;
    await expect(ask('{}')).rejects.toThrow(
      `is not authorized to perform: sagemaker:X on resource: ${ARN}`,
    );
  });
});
