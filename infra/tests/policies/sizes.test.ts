import { describe, expect, test } from 'vitest';
import { arn } from '../../src/arn.ts';
import {
  ENDPOINT_NAME_CHARACTERS,
  functionName,
  STACK_NAME_CHARACTERS,
  stackPrefix,
} from '../../src/names.ts';
import { apiPolicy } from '../../src/policies/api.ts';
import { ROLE_POLICY_CHARACTERS } from '../../src/policies/document.ts';
import { bundleStatement, mountStatement, networkStatement } from '../../src/policies/efs.ts';
import { executionPolicy } from '../../src/policies/execution.ts';
import type { FunctionArns } from '../../src/policies/function-statements.ts';
import { jobsPolicy } from '../../src/policies/jobs.ts';
import { modelFunctionPolicy } from '../../src/policies/model-function.ts';
import { reaperPolicy } from '../../src/policies/reaper.ts';
import { type Recording, recordProgram } from '../support/record-program.ts';
import { manyModels } from '../support/workspace.ts';

/** EventBridge's limit for a pattern. */
const PATTERN_CHARACTERS = 2048;

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
  asyncEndpoints: arn(account, 'sagemaker', `endpoint/pilotlight-${stack}-*--async`),
  declaredEndpoints: arn(account, 'sagemaker', `endpoint/pilotlight-${stack}-*--*`),
  endpointConfigs: arn(account, 'sagemaker', `endpoint-config/pilotlight-${stack}-*`),
  modelFunctions: arn(account, 'lambda', `function:${functionName(stackPrefix(stack), '*')}`),
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
      bundles: {
        bucket: `arn:${account.partition}:s3:::${named('-models')}`,
        folder: `models/${'m'.repeat(32)}`,
        listed: true,
      },
      logGroup: arn(account, 'logs', `log-group:/aws/sagemaker/Endpoints/${endpoint}`),
      alarms: arn(account, 'cloudwatch', `alarm:${endpoint}-*`),
      jobs: {
        bucket: `arn:${account.partition}:s3:::${named('-predictions')}`,
        topic: arn(account, 'sns', named('-jobs')),
      },
    }),
  ],
  [
    'the loader',
    modelFunctionPolicy(ARNS.logGroup, [
      networkStatement(),
      mountStatement(
        arn(account, 'elasticfilesystem', `file-system/fs-${'0'.repeat(17)}`),
        arn(account, 'elasticfilesystem', `access-point/fsap-${'0'.repeat(17)}`),
        { writes: true },
      ),
      bundleStatement(`arn:${account.partition}:s3:::${named('-models')}`),
    ]),
  ],
])('the policy of %s fits its role with the longest names', (_role, document) => {
  expect(JSON.stringify(document).length).toBeLessThan(ROLE_POLICY_CHARACTERS);
});

// Nothing may grow with the number of models: what a stack of 25 has as a stack of one has it, any number has.
describe('a stack of many models', { timeout: 120_000 }, () => {
  const record = (count: number, settings: object) => {
    const models = manyModels(count);
    const entries = models.map((model) => [model, settings]);
    const config = { 'pilotlight:models': JSON.stringify(Object.fromEntries(entries)) };
    return recordProgram({ models, config });
  };
  const MANY = 25;
  const ROLE_POLICY = 'aws:iam/rolePolicy:RolePolicy';
  const ways = [
    ['an endpoint each', {}],
    ['one endpoint for all', { endpoint: 'shared' }],
    ['a function each', { serving: 'function' }],
  ] as const;

  test.each(ways)(
    'has the policies of one model for its functions (%s)',
    async (_title, settings) => {
      const [one, all] = [await recordProgram(), await record(MANY, settings)];
      for (const name of ['api', 'jobs', 'reaper'].map((part) => `pilotlight-dev-${part}`)) {
        const policyOf = (program: typeof one) => program.inputsOf(ROLE_POLICY, name)['policy'];
        expect(policyOf(all)).toEqual(policyOf(one));
      }
    },
  );

  test.each(ways)(
    'has no longer policy of a role than one model has (%s)',
    async (_t, settings) => {
      const longest = ({ inputsOf, namesOf }: Recording) =>
        Math.max(
          ...namesOf(ROLE_POLICY).map(
            (name) => String(inputsOf(ROLE_POLICY, name)['policy']).length,
          ),
        );
      const all = longest(await record(MANY, settings));
      expect(all).toBe(longest(await record(1, settings)));
      expect(all).toBeLessThan(ROLE_POLICY_CHARACTERS);
    },
  );

  test("has the event pattern of one model, which fits EventBridge's limit", async () => {
    const [one, all] = [await recordProgram(), await record(MANY, {})];
    const patternOf = ({ inputsOf }: typeof one) =>
      String(
        inputsOf('aws:cloudwatch/eventRule:EventRule', 'pilotlight-dev-state-change')[
          'eventPattern'
        ],
      );
    expect(patternOf(all)).toBe(patternOf(one));
    const longest = patternOf(one).replace('pilotlight-dev-', `pilotlight-${stack}-`);
    expect(longest.length).toBeLessThan(PATTERN_CHARACTERS);
  });
});
