import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventBridgeSchedule } from '../../src/aws/index.ts';
import { awsError, startStub } from './stub-server.ts';

let stub: Awaited<ReturnType<typeof startStub>>;

beforeAll(async () => {
  stub = await startStub();
});

afterAll(() => stub.stop());

function schedule() {
  const credentials = { accessKeyId: 'dummy', secretAccessKey: 'dummy' };
  const options = { region: 'us-east-1', endpoint: stub.url, credentials, maxAttempts: 1 };
  return eventBridgeSchedule(new EventBridgeClient(options), 'the-rule');
}

it('enables and disables the rule, and changes nothing else of it', async () => {
  await schedule().enable();
  await schedule().disable();
  expect(
    stub.requests.map(({ operation, body }) => [operation, JSON.parse(body) as unknown]),
  ).toEqual([
    ['EnableRule', { Name: 'the-rule' }],
    ['DisableRule', { Name: 'the-rule' }],
  ]);
});

it.each([
  ['AccessDeniedException', 'denied'],
  ['ConcurrentModificationException', 'throttled'],
  ['ResourceNotFoundException', 'unavailable'],
])('tells %s as %s', async (name, kind) => {
  stub.reply = () => awsError(name, 'words');
  await expect(schedule().enable()).rejects.toMatchObject({ kind, operation: 'EnableRule' });
});
