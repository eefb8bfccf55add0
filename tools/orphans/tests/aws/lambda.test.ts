import { LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test, vi } from 'vitest';
import { lambda } from '../../src/aws/lambda.ts';
import { deploymentOf, environmentOf, useStubAws } from '../stub-aws.ts';

const aws = useStubAws();

function readStacks() {
  for (const [key, value] of Object.entries(environmentOf(aws))) vi.stubEnv(key, value);
  return lambda(new LambdaClient({ maxAttempts: 1 })).readStacks();
}

test("a stack keeps every endpoint that its jobs function names, with its table and key, and the stack's other functions are not invoked", async () => {
  aws.putStack('dev');
  const deployment = deploymentOf('table', { a: 'e-a', shared: 'e-shared' });
  const [, second] = deployment.models;
  const models = [...deployment.models, { ...second, name: 'b', later: [] }];
  aws.functions.set('pilotlight-dev-jobs-0', { ...deployment, models, later: true });
  aws.functions.set('pilotlight-empty-jobs', deploymentOf('table', {}));
  expect(await readStacks()).toEqual({
    kept: [
      { table: 'table', key: 'a', endpointName: 'e-a' },
      { table: 'table', key: 'shared', endpointName: 'e-shared' },
    ],
    silent: [],
  });
  expect(aws.calls.filter((call) => call.startsWith('Invoke'))).toEqual([
    'Invoke pilotlight-dev-jobs-0',
    'Invoke pilotlight-empty-jobs',
  ]);
});

test("other projects' functions are not invoked, whatever they are called", async () => {
  for (const name of ['jobs', 'a-pilotlight-dev-jobs-0', 'pilotlight', 'pilotlight-jobs']) {
    aws.functions.set(name, new Error('must not be invoked'));
  }
  expect(await readStacks()).toEqual({ kept: [], silent: [] });
});

test.each<[string, unknown, RegExp]>([
  ['fails', new Error('no memory'), /: it failed with .*no memory/],
  ['answers nothing', null, /deployment\.json/],
  ['answers with an older deployment', { DEPLOYMENTS: '{}' }, /tableName[^\n]*models/],
  [
    'names a mode that is not known here',
    {
      ...deploymentOf('table', {}),
      models: [{ name: 'm', version: '1', serving: { mode: 'new' } }],
    },
    /mode/,
  ],
])('a stack whose jobs function %s is silent', async (_what, answer, why) => {
  aws.functions.set('pilotlight-dev-jobs-0', answer);
  const { kept, silent } = await readStacks();
  expect(kept).toEqual([]);
  expect(silent).toEqual([{ stack: 'dev', why: expect.stringMatching(why) as unknown }]);
  expect(silent[0]?.why).toMatch(/^pilotlight-dev-jobs-0 could not be asked what it owns: /);
});

test('a stack whose jobs function may not be invoked is silent', async () => {
  aws.putStack('dev');
  aws.before = (operation) =>
    operation === 'Invoke' ? { name: 'AccessDeniedException', message: 'not allowed' } : undefined;
  expect((await readStacks()).silent).toEqual([
    {
      stack: 'dev',
      why: 'pilotlight-dev-jobs-0 could not be asked what it owns: AccessDeniedException: not allowed',
    },
  ]);
});

test('a stack with functions but without a jobs function is silent', async () => {
  aws.putStack('dev');
  aws.functions.delete('pilotlight-dev-jobs-0');
  expect((await readStacks()).silent).toEqual([
    {
      stack: 'dev',
      why: 'stack dev has the function pilotlight-dev-reaper-0, but no jobs function to ask',
    },
  ]);
});
