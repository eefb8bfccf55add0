import { LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test, vi } from 'vitest';
import { lambda } from '../../src/aws/lambda.ts';
import { environmentOf, useStubAws } from '../stub-aws.ts';

const aws = useStubAws();

function listKept() {
  for (const [key, value] of Object.entries(environmentOf(aws))) vi.stubEnv(key, value);
  return lambda(new LambdaClient({ maxAttempts: 1 })).listKept();
}

const OURS = { TABLE_NAME: 't', SCHEDULE_RULE_NAME: 'r', DEPLOYMENTS: '{}' };

test('every endpoint that a function names is kept, with its table and model', async () => {
  const deployments = { a: { endpointName: 'e-a' }, b: { endpointName: 'e-b', later: [] } };
  aws.functions.set('f', { ...OURS, DEPLOYMENTS: JSON.stringify(deployments) });
  aws.functions.set('empty', OURS);
  expect(await listKept()).toEqual([
    { table: 't', model: 'a', endpointName: 'e-a' },
    { table: 't', model: 'b', endpointName: 'e-b' },
  ]);
});

test("other projects' functions keep nothing, whatever their variables are called", async () => {
  aws.functions.set('none', {});
  aws.functions.set('other', { TABLE_NAME: 't', DEPLOYMENTS: 'blue,green' });
  expect(await listKept()).toEqual([]);
});

test.each([
  ['{', /^f's DEPLOYMENTS: .*JSON/],
  ['{"a":{}}', /^f's DEPLOYMENTS: a deployment has no endpointName$/],
  ['{"a":null}', /^f's DEPLOYMENTS: a deployment has no endpointName$/],
])('invalid DEPLOYMENTS are an error: %s', async (DEPLOYMENTS, message) => {
  aws.functions.set('f', { ...OURS, DEPLOYMENTS });
  await expect(listKept()).rejects.toThrow(message);
});

test('unreadable variables are an error for a function of ours, and ignored for any other', async () => {
  aws.unreadable.add('others-function');
  expect(await listKept()).toEqual([]);
  aws.unreadable.add('pilotlight-dev-api-0');
  await expect(listKept()).rejects.toThrow("pilotlight-dev-api-0's variables: the key is denied");
});
