import { expect, test } from 'vitest';
import { BY_ENDPOINT, recordProgram } from '../support/record-program.ts';
import { allowed } from '../support/function-arns.ts';

const ROLE_POLICY = 'aws:iam/rolePolicy:RolePolicy';

/**
 * What AWS has no ARN for, the streams of a named log group, the stack's endpoints and their configurations, the
 * functions of its models, a model's earlier bundles, and the predictions' objects, whose keys are not known in advance.
 */
const ALLOWED_WILDCARDS = new RegExp(
  [
    'ecr:GetAuthorizationToken \\*',
    'cloudwatch:(GetMetricData|PutMetricData) \\*',
    'ec2:[A-Za-z]+(NetworkInterfaces?|Subnets|PrivateIpAddresses) \\*',
    'lambda:InvokeFunction arn:aws:lambda:[^*]+:function:pilotlight-dev-model-\\*',
    'logs:(CreateLogGroup|CreateLogStream|DescribeLogStreams|PutLogEvents) [^*]+:\\*',
    'sagemaker:[A-Za-z]+ arn:aws:sagemaker:[^*]+:endpoint(-config)?/pilotlight-dev-\\*',
    'sagemaker:[A-Za-z]+ arn:aws:sagemaker:[^*]+:endpoint/pilotlight-dev-\\*--async',
    's3:GetObject [^*]+/models/(entailment|shared|d--serverless|e--async)/\\*',
    's3:GetObject [^*]+/functions/efs/\\*',
    's3:(AbortMultipartUpload|GetObject|PutObject) [^*]+/(predictions|uploads|inputs|outputs|failures|files)/\\*',
  ]
    .map((allowedOne) => `^${allowedOne}$`)
    .join('|'),
);

const record = () =>
  recordProgram({
    models: ['entailment', 'digits', 'sentiment', 'a', 'b', 'c', 'd', 'e'],
    config: {
      'pilotlight:models': JSON.stringify({
        entailment: BY_ENDPOINT,
        digits: { ...BY_ENDPOINT, endpoint: 'shared' },
        sentiment: { ...BY_ENDPOINT, endpoint: 'shared' },
        a: { serving: 'function', modelFrom: 'package' },
        b: { serving: 'function', modelFrom: 'image' },
        c: { serving: 'function', modelFrom: 'efs' },
        d: { serving: 'serverless' },
        e: { serving: 'async' },
      }),
    },
  });

test('no policy of the stack has a wildcard where a name is possible', async () => {
  const program = await record();
  const names = program.namesOf(ROLE_POLICY);
  expect(names.sort()).toEqual([
    'pilotlight-dev-api',
    'pilotlight-dev-d--serverless',
    'pilotlight-dev-e--async',
    'pilotlight-dev-entailment',
    'pilotlight-dev-jobs',
    'pilotlight-dev-loader',
    'pilotlight-dev-model-a',
    'pilotlight-dev-model-b',
    'pilotlight-dev-model-c--efs',
    'pilotlight-dev-reaper',
    'pilotlight-dev-shared',
  ]);
  const wildcards = names
    .map((name) => program.inputsOf(ROLE_POLICY, name)['policy'])
    .flatMap((policy) => allowed(JSON.parse(String(policy))))
    .filter((permission) => permission.includes('*') && !permission.startsWith('deny '));
  expect(wildcards).not.toEqual([]);
  expect(wildcards.filter((permission) => !ALLOWED_WILDCARDS.test(permission))).toEqual([]);
});

test('every role has exactly one policy, and none is shared', async () => {
  const program = await record();
  const roles = program.namesOf('aws:iam/role:Role').map((name) => `${name}-0`);
  const policies = program
    .namesOf(ROLE_POLICY)
    .map((name) => program.inputsOf(ROLE_POLICY, name)['role']);
  expect(policies.sort()).toEqual(roles.sort());
  const takers = [
    ...program
      .namesOf('aws:lambda/function:Function')
      .map((name) => program.inputsOf('aws:lambda/function:Function', name)['role']),
    ...program
      .namesOf('aws:sagemaker/model:Model')
      .map((name) => program.inputsOf('aws:sagemaker/model:Model', name)['executionRoleArn']),
  ];
  expect(takers.sort()).toEqual(roles.map((role) => `arn:Role/${role}`).sort());
});
