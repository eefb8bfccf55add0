import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventBridgeSchedule } from '../../src/aws/index.ts';
import { awsError, startStub } from '@pilotlight/hosts/testing';

let stub: Awaited<ReturnType<typeof startStub>>;

beforeAll(async () => {
  stub = await startStub();
});

afterAll(() => stub.stop());

function schedule() {
  const credentials = { accessKeyId: 'dummy', secretAccessKey: 'dummy' };
  return eventBridgeSchedule({ region: 'us-east-1', endpoint: stub.url, credentials }, 'the-rule');
}

it('enables and disables the rule, and changes nothing else', async () => {
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
])('throws a CloudError for %s: %s', async (name, kind) => {
  stub.reply = () => awsError(name, 'words');
  await expect(schedule().enable()).rejects.toMatchObject({ kind, operation: 'EnableRule' });
});

it('does not retry DisableRule, so that no try takes effect after a wake has enabled the rule', async () => {
  let failures = 1;
  stub.reply = () => (failures-- > 0 ? awsError('InternalFailure', 'words', 500) : { body: '{}' });
  await expect(schedule().disable()).rejects.toMatchObject({ operation: 'DisableRule' });
  failures = 1;
  await schedule().enable();
  expect(failures).toBe(-1);
});
