import type { Deployment } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { apiPolicy } from '../../src/policies/api.ts';
import { jobsPolicy } from '../../src/policies/jobs.ts';
import { reaperPolicy } from '../../src/policies/reaper.ts';
import { functionTrustPolicy } from '../../src/policies/trust.ts';
import {
  ACCOUNT,
  deploymentOf,
  recordByEndpoint,
  recordProgram,
  REGION,
} from '../support/record-program.ts';

const FUNCTION = 'aws:lambda/function:Function';

/** `deployment.json` of the stack dev whose model has only an endpoint. */
const DEPLOYMENT: Deployment = {
  tableName: 'pilotlight-dev-0',
  bucketName: 'pilotlight-dev-predictions-0',
  scheduleRuleName: 'pilotlight-dev-schedule-0',
  activityIntervalSeconds: 60,
  awakeHoursPerDay: 8,
  tags: { 'pilotlight:stack': 'dev' },
  models: [
    {
      name: 'entailment',
      version: '1.0.0',
      serving: {
        mode: 'realtime',
        endpoint: {
          key: 'entailment',
          endpointName: 'pilotlight-dev-entailment',
          endpointConfigName: 'pilotlight-dev-entailment-0',
          instanceType: 'ml.t2.medium',
          instanceCount: 1,
          idleMinutes: 40,
          models: ['entailment'],
        },
      },
    },
  ],
};

const FUNCTIONS = [
  {
    name: 'pilotlight-dev-api',
    policy: apiPolicy,
    expected: { memorySize: 1024, timeout: 120 },
    files: {
      '.': 'directory:../apps/api/dist',
      public: 'directory:../apps/web/dist',
      'models/entailment.json': 'file:../libs/models/entailment/model.json',
    },
  },
  {
    name: 'pilotlight-dev-reaper',
    policy: reaperPolicy,
    expected: { memorySize: 256, timeout: 60 },
    files: { '.': 'directory:../apps/reaper/dist' },
  },
  {
    name: 'pilotlight-dev-jobs',
    policy: jobsPolicy,
    expected: { memorySize: 1024, timeout: 900 },
    files: { '.': 'directory:../apps/jobs/dist' },
  },
];

test.each(FUNCTIONS)(
  '$name has its bundle, the deployment, memory and time-out, and no environment',
  async ({ name, expected, files }) => {
    const program = await recordProgram();
    expect(program.inputsOf(FUNCTION, name)).toEqual({
      ...expected,
      code: { ...files, 'deployment.json': expect.any(String) as unknown },
      role: `arn:Role/${name}-0`,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      loggingConfig: { logFormat: 'JSON', logGroup: `/aws/lambda/${name}` },
    });
  },
);

test.each(FUNCTIONS)('$name learns the deployment from a valid file', async ({ name }) => {
  expect(deploymentOf(await recordByEndpoint(), name)).toEqual(DEPLOYMENT);
});

test.each(FUNCTIONS)('$name learns all that a stack may set', async ({ name }) => {
  const program = await recordProgram({
    config: {
      'pilotlight:activityIntervalSeconds': '10',
      'pilotlight:awakeHoursPerDay': '2.5',
      'pilotlight:instanceType': 'ml.c5.large',
      'pilotlight:instanceCount': '2',
      'pilotlight:idleMinutes': '2.5',
      'aws:defaultTags': '{"tags":{"team":"a"}}',
    },
  });
  expect(deploymentOf(program, name)).toMatchObject({
    activityIntervalSeconds: 10,
    awakeHoursPerDay: 2.5,
    tags: { team: 'a', 'pilotlight:stack': 'dev' },
    models: [
      {
        serving: {
          endpoint: { instanceType: 'ml.c5.large', instanceCount: 2, idleMinutes: 2.5 },
        },
      },
    ],
  });
});

test.each(FUNCTIONS)('$name has its own log group, role and policy', async ({ name, policy }) => {
  const program = await recordProgram();
  expect(program.inputsOf('aws:cloudwatch/logGroup:LogGroup', name)).toEqual({
    name: `/aws/lambda/${name}`,
    retentionInDays: 30,
  });
  expect(program.inputsOf('aws:iam/role:Role', name)).toEqual({
    assumeRolePolicy: JSON.stringify(functionTrustPolicy()),
  });
  expect(program.inputsOf('aws:iam/rolePolicy:RolePolicy', name)).toEqual({
    role: `${name}-0`,
    policy: JSON.stringify(
      policy({
        stack: 'dev',
        table: 'arn:Table/pilotlight-dev-0',
        bucket: 'arn:Bucket/pilotlight-dev-predictions-0',
        scheduleRule: 'arn:EventRule/pilotlight-dev-schedule-0',
        endpoints: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/pilotlight-dev-*`,
        asyncEndpoints: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/pilotlight-dev-*--async`,
        declaredEndpoints: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/pilotlight-dev-*--*`,
        endpointConfigs: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint-config/pilotlight-dev-*`,
        modelFunctions: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:pilotlight-dev-model-*`,
        logGroup: `arn:LogGroup//aws/lambda/${name}`,
      }),
    ),
  });
});

test.each(FUNCTIONS)('$name is created after its policy', async ({ name }) => {
  const program = await recordProgram();
  expect(program.optionsOf(FUNCTION, name).dependencies).toContain(
    `aws:iam/rolePolicy:RolePolicy ${name}`,
  );
});

test('every model of the stack is in the deployment and in the code', async () => {
  const models = ['entailment', 'digits'];
  const program = await recordProgram({
    models,
    config: { 'pilotlight:models': JSON.stringify(models) },
  });
  expect(deploymentOf(program).models.map(({ name }) => name)).toEqual(models);
  const { code } = program.inputsOf(FUNCTION, 'pilotlight-dev-api') as {
    code: Record<string, string>;
  };
  expect(code['models/digits.json']).toBe('file:../libs/models/digits/model.json');
});
