import { beforeAll, describe, expect, test } from 'vitest';
import { putFunction } from '../../support/program.ts';
import { useCloud } from '../../support/test-cloud.ts';
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

describe('refused', () => {
  test.each([
    ['a missing function', 'none', '{}', {}, 404, 'ResourceNotFoundException'],
    ['a payload that is not JSON', 'echo', '{', {}, 400, 'InvalidRequestContentException'],
    [
      'an unknown invocation type',
      'echo',
      '{}',
      { 'x-amz-invocation-type': 'Event' },
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
