import { beforeAll, describe, expect, test } from 'vitest';
import { putFunction } from '../../support/program.ts';
import { until, useCloud } from '../../support/test-cloud.ts';
import { useWire } from '../../support/wire.ts';

const local = useCloud();
const send = useWire(local);
const CODE = `export const handler = async (event) => {
  if (event.fail) throw new TypeError('as asked');
  return { got: event };
};`;

beforeAll(() => {
  putFunction(local, 'echo', CODE);
});

const invoke = (
  name: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) =>
  send({
    service: 'lambda',
    path: `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
    headers,
    body,
  });

test.each(['echo', 'arn:aws:lambda:eu-west-1:000000000000:function:echo'])(
  'Invoke returns what the function returns: %s',
  async (name) => {
    const answer = await invoke(name, '{"a":"é"}');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ got: { a: 'é' } });
    expect(answer.headers.get('x-amz-executed-version')).toBe('$LATEST');
    expect(answer.headers.get('x-amz-function-error')).toBeNull();
  },
);

test('a function that throws is a 200 with X-Amz-Function-Error', async () => {
  const answer = await invoke('echo', '{"fail":true}');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('x-amz-function-error')).toBe('Unhandled');
  expect(JSON.parse(answer.text)).toMatchObject({ errorType: 'TypeError' });
});

test('DryRun runs nothing', async () => {
  const answer = await invoke('echo', '{}', { 'x-amz-invocation-type': 'DryRun' });
  expect([answer.status, answer.text]).toEqual([204, '']);
});

test('Event is accepted at once, and runs later', async () => {
  const code = 'export const handler = async (event) => console.log(`ran ${event.name}`);';
  putFunction(local, 'later', code);
  const answer = await invoke('later', '{"name":"it"}', { 'x-amz-invocation-type': 'Event' });
  expect([answer.status, answer.text]).toEqual([202, '']);
  await until(() => local.lines.includes('lambda/later ran it'));
});

test('an event whose function fails is tried three times', async () => {
  putFunction(local, 'fails', 'export const handler = async () => { throw new Error("no"); };');
  await invoke('fails', '{}', { 'x-amz-invocation-type': 'Event' });
  await until(() => local.lines.includes('lambda/owner GIVEN UP after 2 retries: fails'));
  const failures = local.lines.filter((line) => line.startsWith('lambda/fails ERROR'));
  expect(failures).toHaveLength(3);
});

describe('above its concurrency', () => {
  const SLOW = `export const handler = async ({ ms }) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    console.log('done');
  };`;

  test('a function is throttled with the reason, and an event waits in its queue', async () => {
    putFunction(local, 'single', SLOW, { reservedConcurrency: 1 });
    const first = invoke('single', '{"ms":1500}');
    await until(() => local.lines.some((line) => line.startsWith('lambda/single WARNING')));
    const second = await invoke('single', '{"ms":0}');
    expect(second.status).toBe(429);
    expect(second.headers.get('x-amzn-errortype')).toBe('TooManyRequestsException');
    expect(JSON.parse(second.text)).toEqual({
      Message: 'Rate Exceeded.',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      Type: 'User',
    });
    const queued = await invoke('single', '{"ms":0}', { 'x-amz-invocation-type': 'Event' });
    expect(queued.status).toBe(202);
    expect((await first).status).toBe(200);
    await until(() => local.lines.filter((line) => line === 'lambda/single done').length === 2);
  });
});

describe('refused', () => {
  test.each([
    ['a missing function', 'none', '{}', {}, 404, 'ResourceNotFoundException'],
    ['a payload that is not JSON', 'echo', '{', {}, 400, 'InvalidRequestContentException'],
    [
      'an unknown invocation type',
      'echo',
      '{}',
      { 'x-amz-invocation-type': 'Later' },
      400,
      'InvalidParameterValueException',
    ],
    [
      'an unknown log type',
      'echo',
      '{}',
      { 'x-amz-log-type': 'Tail' },
      400,
      'InvalidParameterValueException',
    ],
  ])('%s', async (_what, name, body, headers, status, type) => {
    const answer = await invoke(name, body, headers);
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([status, type]);
  });

  test("a payload over 6 MiB, with Invoke's own error", async () => {
    const answer = await invoke('echo', JSON.stringify('x'.repeat(6 * 1024 * 1024)));
    expect(answer.status).toBe(413);
    expect(answer.headers.get('x-amzn-errortype')).toBe('RequestTooLargeException');
  });

  test('an event over 1 MiB', async () => {
    const event = { 'x-amz-invocation-type': 'Event' };
    const answer = await invoke('echo', JSON.stringify('x'.repeat(1024 * 1024)), event);
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('must be smaller than 1048576 bytes');
  });

  test('an unknown operation with a body, by name', async () => {
    const answer = await send({
      service: 'lambda',
      path: '/2015-03-31/functions',
      body: JSON.stringify({ FunctionName: 'new' }),
    });
    expect(answer.headers.get('x-amzn-errortype')).toBe('UnknownOperationException');
    expect(answer.text).toContain('lambda:POST /2015-03-31/functions');
  });
});
