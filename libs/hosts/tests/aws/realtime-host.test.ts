import type { RealtimeModel } from '@pilotlight/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { awsError, describeHost } from '../../src/testing/index.ts';
import { MODEL } from '../model.ts';
import { modelError, realtimeBench } from './endpoint-bench.ts';

describeHost('a real-time endpoint', realtimeBench);

const NAME = MODEL.serving.endpoint.endpointName;

const ARN = `arn:aws:sagemaker:us-east-1:123456789012:endpoint/${NAME}`;

let bench: Awaited<ReturnType<typeof realtimeBench>>;

beforeAll(async () => {
  bench = await realtimeBench();
});

afterAll(() => bench.stop());

beforeEach(() => {
  bench.stub.requests.length = 0;
  bench.stub.reply = () => ({ body: '{}' });
});

const ask = (text: string, model: RealtimeModel = MODEL) =>
  bench.host.ask(model, {
    body: Buffer.from(text),
    contentType: 'application/json',
    accept: 'application/json',
  });

const denial = awsError(
  'AccessDeniedException',
  `User: arn:aws:sts::123456789012:assumed-role/api is not authorized to perform: sagemaker:X on resource: ${ARN} because no identity-based policy allows the sagemaker:X action`,
);

describe('InvokeEndpoint', () => {
  it('sends and receives JSON', async () => {
    bench.stub.reply = () => ({ body: '{"label":"é"}' });
    const asked = await ask('{"a":1}');
    expect(asked).toMatchObject({ kind: 'answered', contentType: 'application/json' });
    expect(asked.kind === 'answered' && Buffer.from(asked.body).toString()).toBe('{"label":"é"}');
    expect(bench.stub.requests).toMatchObject([
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
    const named = bench.stub.requests.map(
      ({ headers }) => headers['x-amzn-sagemaker-target-model'],
    );
    expect(named).toEqual([targetModel, undefined]);
  });

  it('does not take another ValidationError for absence', async () => {
    bench.stub.reply = () =>
      awsError('ValidationError', 'Inference Component Name header is required');
    await expect(ask('{}')).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('is absent when the bundle is no longer in the folder of a shared endpoint', async () => {
    const advice =
      'Please ensure that there is an object located at the URL and that the role passed to CreateModel has permissions to download the model.';
    bench.stub.reply = () =>
      awsError(
        'ValidationError',
        `Failed to download model data(bucket: b, key: models/shared/a b.tar.gz). ${advice}`,
      );
    expect(await ask('{}')).toEqual({ kind: 'absent' });
    bench.stub.reply = () => awsError('ValidationError', 'Failed to download model data');
    await expect(ask('{}')).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('is busy while a shared endpoint loads the model', async () => {
    bench.stub.reply = () => awsError('ModelNotReadyException', 'Wait and try again.', 429);
    expect(await ask('{}')).toEqual({
      kind: 'busy',
      status: 429,
      message: 'Wait and try again.',
    });
  });

  it("returns the container's own status and message", async () => {
    bench.stub.reply = () => modelError(400, 'too long');
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
    bench.stub.reply = () => reply;
    await expect(ask('{}')).rejects.toMatchObject({
      name: 'CloudError',
      kind,
      service: 'SageMaker',
      operation: 'InvokeEndpoint',
    });
  });

  it('does not take a broken connection for a slow model', async () => {
    bench.stub.reply = () => ({ body: '', breaks: true });
    await expect(ask('{}')).rejects.toMatchObject({
      kind: 'unavailable',
      // The SDK names a broken connection TimeoutError.
      message: expect.stringMatching(/TimeoutError: .*(ECONNRESET|socket hang up)/) as string,
    });
  });

  it("keeps AWS's message, with action and resource, when it is denied", async () => {
    bench.stub.reply = () => denial;
    await expect(ask('{}')).rejects.toThrow(
      `is not authorized to perform: sagemaker:X on resource: ${ARN}`,
    );
  });
});
