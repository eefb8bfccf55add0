import { expect, test } from 'vitest';
import { putFunction } from '../../support/program.ts';
import { until, useCloud } from '../../support/test-cloud.ts';
import { jsonCall, useWire } from '../../support/wire.ts';

const local = useCloud();
const send = useWire(local);
const CODE = `export const handler = async (event) => { console.log('said ' + event.word); };`;
const mayLog = [
  {
    Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: '*',
  },
];

async function logs<T>(operation: string, input: object): Promise<T> {
  const call = jsonCall('logs', `Logs_20140328.${operation}`, input);
  return JSON.parse((await send(call)).text) as T;
}

interface Filtered {
  readonly events: { readonly message: string; readonly timestamp: number }[];
  readonly nextToken?: string;
}

test("a function's lines can be read from its group, by time and page by page", async () => {
  putFunction(local, 'speaker', CODE, { allowed: mayLog });
  const start = Date.now();
  for (const word of ['one', 'two', 'three']) {
    await local.cloud.lambda.invokeAsOwner('speaker', JSON.stringify({ word }));
  }
  const read = (more: object) =>
    logs<Filtered>('FilterLogEvents', { logGroupName: '/aws/lambda/speaker', ...more });
  const all = await until(async () => {
    const found = await read({ startTime: start, interleaved: true });
    return found.events.length === 3 && found;
  });
  expect(all.events.map(({ message }) => message)).toEqual(['said one', 'said two', 'said three']);
  const first = await read({ limit: 2 });
  expect(first.events).toHaveLength(2);
  expect((await read({ nextToken: first.nextToken })).events).toMatchObject([
    { message: 'said three' },
  ]);
  expect(await read({ endTime: start - 1 })).toEqual({ events: [] });
  expect(await logs('DescribeLogGroups', { logGroupNamePrefix: '/aws/lambda/' })).toEqual({
    logGroups: [
      expect.objectContaining({ logGroupName: '/aws/lambda/speaker', storedBytes: 26 }) as object,
    ],
  });
});

test('the lines of a role that may not write them are lost, as on AWS', async () => {
  putFunction(local, 'mute', CODE);
  await local.cloud.lambda.invokeAsOwner('mute', '{"word":"unheard"}');
  await until(() => local.lines.includes('lambda/mute said unheard'));
  expect(await logs('FilterLogEvents', { logGroupName: '/aws/lambda/mute' })).toEqual({
    __type: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  });
});

test('a filter pattern is refused by name', async () => {
  const input = { logGroupName: '/aws/lambda/speaker', filterPattern: 'ERROR' };
  expect(await logs('FilterLogEvents', input)).toMatchObject({
    message: 'The local cloud does not know these members of FilterLogEvents: filterPattern.',
  });
});
