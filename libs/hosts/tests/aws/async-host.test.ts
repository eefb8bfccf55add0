import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { LIMITS, type AsyncModel } from '@pilotlight/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { asyncHost } from '../../src/aws/index.ts';
import type { JobHost } from '../../src/index.ts';
import { awsError, startStub } from '../../src/testing/index.ts';

const NAME = 'pilotlight-test-time-traveler--async';

const MODEL: AsyncModel = {
  name: 'time-traveler',
  version: '1.0.0',
  serving: {
    mode: 'async',
    async: { endpointName: NAME, instanceType: 'ml.m5.large', maxInstances: 2 },
  },
};

const JOB = {
  id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  inputKey: 'uploads/01ARZ3NDEKTSV4RRFFQ69G5FAV',
  contentType: 'image/jpeg',
  accept: 'application/x-npy',
};

let stub: Awaited<ReturnType<typeof startStub>>;
let host: JobHost;

beforeAll(async () => {
  stub = await startStub();
  const credentials = { accessKeyId: 'dummy', secretAccessKey: 'dummy' };
  const options = { region: 'us-east-1', endpoint: stub.url, credentials, maxAttempts: 1 };
  host = asyncHost(new SageMakerRuntimeClient(options), 'bucket');
});

afterAll(() => stub.stop());

beforeEach(() => {
  stub.requests.length = 0;
  stub.reply = () => ({ status: 202, body: JSON.stringify({ InferenceId: JOB.id }) });
});

const submit = () => host.submit(MODEL, JOB);

// `describeHost` is about hosts that answer; this one only queues.
describe('an asynchronous endpoint', () => {
  it('gets where the input is, and a name for the answer that is the same each time', async () => {
    expect(await submit()).toEqual({ kind: 'accepted' });
    const [request] = stub.requests;
    expect(request?.path).toBe(`/endpoints/${NAME}/async-invocations`);
    expect(request?.headers).toMatchObject({
      'x-amzn-sagemaker-content-type': 'image/jpeg',
      'x-amzn-sagemaker-accept': 'application/x-npy',
      'x-amzn-sagemaker-inference-id': JOB.id,
      'x-amzn-sagemaker-filename': JOB.id,
      'x-amzn-sagemaker-inputlocation': `s3://bucket/${JOB.inputKey}`,
      'x-amzn-sagemaker-requestttlseconds': String(LIMITS.jobQueuedSeconds),
      'x-amzn-sagemaker-invocationtimeoutseconds': String(LIMITS.jobSeconds),
    });
    expect(request?.body).toBe('');
  });

  it('is absent when it is not in service', async () => {
    const words = `Endpoint ${NAME} of account 123456789012 not found.`;
    stub.reply = () => awsError('ValidationError', words);
    expect(await submit()).toEqual({ kind: 'absent' });
    stub.reply = () => awsError('ValidationError', 'InputLocation is not valid');
    await expect(submit()).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it.each([
    ['AccessDeniedException', 400, 'denied'],
    ['ThrottlingException', 400, 'throttled'],
    ['InternalFailure', 500, 'unavailable'],
  ])('throws a CloudError for %s', async (name, status, kind) => {
    stub.reply = () => awsError(name, 'words', status);
    await expect(submit()).rejects.toMatchObject({ kind, operation: 'InvokeEndpointAsync' });
  });

  it('is unavailable when the connection breaks, or nothing answers in time', async () => {
    stub.reply = () => ({ body: '', breaks: true });
    await expect(submit()).rejects.toMatchObject({ kind: 'unavailable' });
    const { timeout } = AbortSignal;
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout.call(AbortSignal, 50));
    onTestFinished(() => void vi.restoreAllMocks());
    stub.reply = () => ({ body: '', hangs: true });
    await expect(submit()).rejects.toMatchObject({ kind: 'unavailable' });
  });
});
