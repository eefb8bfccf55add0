import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsError, describeHost } from '../../src/testing/index.ts';
import { FUNCTION_MODEL } from '../model.ts';
import { crash, functionBench, returned } from './function-bench.ts';

describeHost('a function', functionBench, {
  skip: {
    'is failed when the container fails (5xx) or breaks the connection':
      "Lambda's words for status 0 are in the tests of Invoke",
  },
});

let bench: Awaited<ReturnType<typeof functionBench>>;

beforeAll(async () => {
  bench = await functionBench();
});

afterAll(() => bench.stop());

const ask = () =>
  bench.host.ask(FUNCTION_MODEL, {
    body: Buffer.from('{"a":1}'),
    contentType: 'application/json',
    accept: 'text/csv',
  });

describe('Invoke', () => {
  it("names the function, with the request as the function's event", async () => {
    bench.stub.requests.length = 0;
    await ask();
    expect(bench.stub.requests).toMatchObject([
      { path: '/2015-03-31/functions/pilotlight-test-model-entailment/invocations' },
    ]);
    expect(JSON.parse(bench.stub.requests[0]?.body ?? '')).toEqual({
      base64: Buffer.from('{"a":1}').toString('base64'),
      contentType: 'application/json',
      accept: 'text/csv',
    });
  });

  it.each([500, 502, 599])('is failed when the function answers %i', async (status) => {
    bench.stub.reply = () => returned(status, 'why', 'text/plain');
    expect(await ask()).toEqual({ kind: 'failed', status, message: 'why' });
  });

  it('is timed out when Lambda stopped the function after its time limit', async () => {
    bench.stub.reply = () =>
      crash('Sandbox.Timedout', 'RequestId: 1 Error: Task timed out after 25.00 seconds');
    expect(await ask()).toEqual({ kind: 'timed-out' });
  });

  it('is failed when the function was killed, for example out of memory', async () => {
    const message = 'RequestId: 1 Error: Runtime exited with error: signal: killed';
    bench.stub.reply = () => crash('Runtime.ExitError', message);
    expect(await ask()).toEqual({
      kind: 'failed',
      status: 0,
      message: `Runtime.ExitError: ${message}`,
    });
  });

  it.each([
    ['CodeArtifactUserPendingException', 409],
    ['ResourceConflictException', 409],
    ['EFSMountTimeoutException', 408],
  ])('is busy while Lambda prepares the function (%s)', async (name, status) => {
    bench.stub.reply = () => awsError(name, 'words', status);
    expect(await ask()).toEqual({ kind: 'busy', status: 503, message: `${name}: words` });
  });

  it.each([
    ['EFSMountFailureException', 403, 'unavailable'],
    ['ServiceException', 500, 'unavailable'],
    ['AccessDeniedException', 403, 'denied'],
    ['TooManyRequestsException', 429, 'throttled'],
  ])('throws a CloudError for %s', async (name, status, kind) => {
    bench.stub.reply = () => awsError(name, 'words', status);
    await expect(ask()).rejects.toMatchObject({
      name: 'CloudError',
      kind,
      service: 'Lambda',
      operation: 'Invoke',
      message: `Lambda Invoke: ${name}: words`,
    });
  });

  it('throws a CloudError when the answer is not one of a model', async () => {
    bench.stub.reply = () => ({ body: '{"hello":1}' });
    await expect(ask()).rejects.toMatchObject({
      name: 'CloudError',
      message: expect.stringContaining('the answer') as string,
    });
  });
});
