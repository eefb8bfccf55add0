import { expect, test } from 'vitest';
import { arn } from '../../src/arn.ts';
import { ENDPOINT_NAME_CHARACTERS, STACK_NAME_CHARACTERS } from '../../src/names.ts';
import { apiPolicy } from '../../src/policies/api.ts';
import { ROLE_POLICY_CHARACTERS } from '../../src/policies/document.ts';
import { executionPolicy } from '../../src/policies/execution.ts';
import type { FunctionArns } from '../../src/policies/function-statements.ts';
import { jobsPolicy } from '../../src/policies/jobs.ts';
import { reaperPolicy } from '../../src/policies/reaper.ts';
import { recordProgram, recordProgramIn } from '../support/record-program.ts';
import { makeWorkspace } from '../support/workspace.ts';

const MODELS_MOST = 16;

/** The longest names of an AWS partition and region. */
const account = { partition: 'aws-us-gov', region: 'ap-southeast-1', accountId: '123456789012' };

const stack = 's'.repeat(STACK_NAME_CHARACTERS);
const named = (suffix: string) => `pilotlight-${stack}${suffix}-1234567`;
const endpoint = 'e'.repeat(ENDPOINT_NAME_CHARACTERS);

const ARNS: FunctionArns = {
  stack,
  table: arn(account, 'dynamodb', `table/${named('')}`),
  bucket: `arn:${account.partition}:s3:::${named('-predictions')}`,
  scheduleRule: arn(account, 'events', `rule/${named('-schedule')}`),
  endpoints: arn(account, 'sagemaker', `endpoint/pilotlight-${stack}-*`),
  endpointConfigs: arn(account, 'sagemaker', `endpoint-config/pilotlight-${stack}-*`),
  logGroup: arn(account, 'logs', `log-group:/aws/lambda/pilotlight-${stack}-reaper`),
};

test.each([
  ['api', apiPolicy(ARNS)],
  ['jobs', jobsPolicy(ARNS)],
  ['reaper', reaperPolicy(ARNS)],
  [
    'execution',
    executionPolicy({
      repository: arn(account, 'ecr', `repository/pilotlight-${stack}`),
      bundles: `arn:${account.partition}:s3:::${named('-models')}/models/${'m'.repeat(32)}/*`,
      logGroup: arn(account, 'logs', `log-group:/aws/sagemaker/Endpoints/${endpoint}`),
      alarms: arn(account, 'cloudwatch', `alarm:${endpoint}-*`),
    }),
  ],
])('the policy of %s fits its role with the longest names', (_role, document) => {
  expect(JSON.stringify(document).length).toBeLessThan(ROLE_POLICY_CHARACTERS);
});

test('the policies of the functions are the same for sixteen models as for one', async () => {
  const models = Array.from({ length: MODELS_MOST }, (_, index) => `model-${index}`);
  using workspace = makeWorkspace(models);
  const [one, all] = [
    await recordProgram(),
    await recordProgramIn(workspace, { config: { 'pilotlight:models': JSON.stringify(models) } }),
  ];
  for (const name of ['api', 'jobs', 'reaper'].map((part) => `pilotlight-dev-${part}`)) {
    const policyOf = (program: typeof one) =>
      program.inputsOf('aws:iam/rolePolicy:RolePolicy', name)['policy'];
    expect(policyOf(all)).toEqual(policyOf(one));
  }
});

test("the environment of sixteen models with the longest names and tags fits Lambda's 4 KB", async () => {
  const models = Array.from(
    { length: MODELS_MOST },
    (_, index) => `${'m'.repeat(30)}${String(index).padStart(2, '0')}`,
  );
  const [short, suffix] = ['s'.repeat(11), '-1234567'];
  using workspace = makeWorkspace(models);
  const tags = {
    team: 'a'.repeat(256 - '{"team":"","pilotlight:stack":""}'.length - short.length),
  };
  const program = await recordProgramIn(workspace, {
    stack: short,
    config: {
      'pilotlight:models': JSON.stringify(models),
      'pilotlight:instanceType': 'ml.p4de.24xlarge',
      'pilotlight:instanceCount': '10',
      'aws:defaultTags': JSON.stringify({ tags }),
    },
  });
  for (const part of ['api', 'jobs', 'reaper']) {
    const { environment } = program.inputsOf(
      'aws:lambda/function:Function',
      `pilotlight-${short}-${part}`,
    ) as { environment: { variables: Record<string, string> } };
    // The mocked names end in `-0`. Lambda counts the variables as JSON.
    const text = JSON.stringify(environment.variables).replaceAll(/-0(?=[\\"])/g, suffix);
    expect(text).toContain(`${models[0]}${suffix}`);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096);
  }
});
