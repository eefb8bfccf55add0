import {
  ApiEnvironment,
  Deployments,
  JobsEnvironment,
  ReaperEnvironment,
  violations,
} from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { apiPolicy } from '../../src/policies/api.ts';
import { jobsPolicy } from '../../src/policies/jobs.ts';
import { reaperPolicy } from '../../src/policies/reaper.ts';
import { functionTrustPolicy } from '../../src/policies/trust.ts';
import { ACCOUNT, recordProgram, recordProgramIn, REGION } from '../support/record-program.ts';
import { makeWorkspace } from '../support/workspace.ts';

const FUNCTION = 'aws:lambda/function:Function';

const DEPLOYMENTS = {
  entailment: {
    endpointName: 'pilotlight-dev-entailment',
    endpointConfigName: 'pilotlight-dev-entailment-0',
  },
};

const ENVIRONMENT = {
  TABLE_NAME: 'pilotlight-dev-0',
  BUCKET_NAME: 'pilotlight-dev-predictions-0',
  DEPLOYMENTS: JSON.stringify(DEPLOYMENTS),
  SCHEDULE_RULE_NAME: 'pilotlight-dev-schedule-0',
  ACTIVITY_INTERVAL_SECONDS: '60',
  INSTANCE_TYPE: 'ml.t2.medium',
  AWAKE_HOURS_PER_DAY: '8',
  TAGS: '{"pilotlight:stack":"dev"}',
};

const FUNCTIONS = [
  {
    name: 'pilotlight-dev-api',
    schema: ApiEnvironment,
    policy: apiPolicy,
    expected: {
      memorySize: 1024,
      timeout: 120,
      environment: { variables: ENVIRONMENT },
      code: {
        'index.mjs': 'file:../apps/api/dist/index.mjs',
        public: 'directory:../apps/web/dist',
        'models/entailment.json': 'file:../libs/models/entailment/model.json',
      },
    },
  },
  {
    name: 'pilotlight-dev-reaper',
    schema: ReaperEnvironment,
    policy: reaperPolicy,
    expected: {
      memorySize: 256,
      timeout: 60,
      environment: { variables: { ...ENVIRONMENT, IDLE_MINUTES: '40' } },
      code: { 'index.mjs': 'file:../apps/reaper/dist/index.mjs' },
    },
  },
  {
    name: 'pilotlight-dev-jobs',
    schema: JobsEnvironment,
    policy: jobsPolicy,
    expected: {
      memorySize: 512,
      timeout: 900,
      environment: { variables: ENVIRONMENT },
      code: { 'index.mjs': 'file:../apps/jobs/dist/index.mjs' },
    },
  },
];

test.each(FUNCTIONS)('$name has its bundle, memory and time-out', async ({ name, expected }) => {
  const program = await recordProgram();
  expect(program.inputsOf(FUNCTION, name)).toEqual({
    ...expected,
    role: `arn:Role/${name}-0`,
    runtime: 'nodejs24.x',
    architectures: ['arm64'],
    handler: 'index.handler',
    loggingConfig: { logFormat: 'JSON', logGroup: `/aws/lambda/${name}` },
  });
});

test.each(FUNCTIONS)(
  '$name gets the variables of its schema and no more',
  async ({ name, schema }) => {
    const program = await recordProgram();
    const { variables } = program.inputsOf(FUNCTION, name)['environment'] as {
      variables: Record<string, string>;
    };
    expect(violations(schema, variables)).toEqual([]);
    expect(violations(Deployments, JSON.parse(variables['DEPLOYMENTS'] ?? ''))).toEqual([]);
    const expected = Object.keys(schema.properties).filter((key) => key !== 'INSTANCE_COUNT');
    expect(Object.keys(variables).sort()).toEqual(expected.sort());
  },
);

test.each(FUNCTIONS)('$name gets all that a stack may set', async ({ name, schema }) => {
  const program = await recordProgram({
    config: { 'pilotlight:awakeHoursPerDay': '2.5', 'pilotlight:instanceCount': '2' },
  });
  const { variables } = program.inputsOf(FUNCTION, name)['environment'] as {
    variables: Record<string, string>;
  };
  expect(variables['AWAKE_HOURS_PER_DAY']).toBe('2.5');
  expect(violations(schema, variables)).toEqual([]);
  expect(Object.keys(variables).sort()).toEqual(Object.keys(schema.properties).sort());
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
        endpointConfigs: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint-config/pilotlight-dev-*`,
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

test('every model of the stack is in the environment and the code', async () => {
  const models = ['entailment', 'digits'];
  using workspace = makeWorkspace(models);
  const program = await recordProgramIn(workspace, {
    config: { 'pilotlight:models': JSON.stringify(models) },
  });
  const { environment, code } = program.inputsOf(FUNCTION, 'pilotlight-dev-api') as {
    environment: { variables: { DEPLOYMENTS: string } };
    code: Record<string, string>;
  };
  expect(JSON.parse(environment.variables.DEPLOYMENTS)).toEqual({
    ...DEPLOYMENTS,
    digits: {
      endpointName: 'pilotlight-dev-digits',
      endpointConfigName: 'pilotlight-dev-digits-0',
    },
  });
  expect(code['models/digits.json']).toBe('file:../libs/models/digits/model.json');
});
