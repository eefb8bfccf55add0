import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsError, describeHost } from '../../src/testing/index.ts';
import { SERVERLESS_MODEL } from '../model.ts';
import { modelError, serverlessBench } from './endpoint-bench.ts';

describeHost('a serverless endpoint', serverlessBench);

let bench: Awaited<ReturnType<typeof serverlessBench>>;

beforeAll(async () => {
  bench = await serverlessBench();
});

afterAll(() => bench.stop());

const ask = () =>
  bench.host.ask(SERVERLESS_MODEL, {
    body: Buffer.from('{}'),
    contentType: 'application/json',
    accept: 'application/json',
  });

describe('InvokeEndpoint', () => {
  it('names the endpoint, and no model on it', async () => {
    bench.stub.requests.length = 0;
    await ask();
    const [request] = bench.stub.requests;
    expect(request?.path).toBe('/endpoints/pilotlight-test-entailment--serverless/invocations');
    expect(request?.headers).not.toHaveProperty('x-amzn-sagemaker-target-model');
  });

  it('is busy while an instance starts', async () => {
    bench.stub.reply = () => awsError('ModelNotReadyException', 'Wait and try again.', 429);
    expect(await ask()).toEqual({ kind: 'busy', status: 429, message: 'Wait and try again.' });
  });

  it('rejects a request that is larger than the endpoint takes', async () => {
    bench.stub.reply = () => awsError('ValidationError', 'Request 1a-2b has oversize body.');
    expect(await ask()).toMatchObject({ kind: 'rejected', status: 413 });
  });

  it('is failed when the container was killed, for example out of memory', async () => {
    bench.stub.reply = () => modelError(0, 'the connection broke');
    expect(await ask()).toMatchObject({ kind: 'failed', status: 0 });
  });
});
