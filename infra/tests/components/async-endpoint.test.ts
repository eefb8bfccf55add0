import { expect, test } from 'vitest';
import { executionPolicy } from '../../src/policies/execution.ts';
import { makeWorkspace, manifest } from '../support/workspace.ts';
import { recordDeclared } from '../support/record-declared.ts';
import { ACCOUNT, deploymentOf, recordProgramIn, REGION } from '../support/record-program.ts';

const CONFIGURATION = 'aws:sagemaker/endpointConfiguration:EndpointConfiguration';
const name = 'pilotlight-dev-b--async';

test('the endpoint writes answers and failures into the bucket, and announces both', async () => {
  const program = await recordDeclared();
  expect(program.inputsOf(CONFIGURATION, name)).toEqual({
    productionVariants: [
      {
        variantName: 'AllTraffic',
        modelName: `${name}-0`,
        initialInstanceCount: 1,
        instanceType: 'ml.c5.large',
        containerStartupHealthCheckTimeoutInSeconds: 180,
      },
    ],
    asyncInferenceConfig: {
      outputConfig: {
        s3OutputPath: 's3://pilotlight-dev-predictions-0/outputs',
        s3FailurePath: 's3://pilotlight-dev-predictions-0/failures',
        notificationConfig: {
          successTopic: 'arn:Topic/pilotlight-dev-jobs-0',
          errorTopic: 'arn:Topic/pilotlight-dev-jobs-0',
        },
      },
    },
  });
  expect(program.inputsOf('aws:sagemaker/endpoint:Endpoint', name)).toEqual({
    name,
    endpointConfigName: `${name}-0`,
    tags: { 'pilotlight:stack': 'dev' },
  });
});

test('an instance gets as many jobs at once as its model has workers', async () => {
  using workspace = makeWorkspace(['b']);
  const tuned = { ...manifest('b'), tuning: { workers: 3 } };
  workspace.write('libs/models/b/model.json', JSON.stringify(tuned));
  const config = { 'pilotlight:models': '{"b":{"serving":"async"}}' };
  const program = await recordProgramIn(workspace, { config });
  expect(program.inputsOf(CONFIGURATION, name)['asyncInferenceConfig']).toMatchObject({
    clientConfig: { maxConcurrentInvocationsPerInstance: 3 },
  });
});

test('its role reads inputs, writes answers and failures, and announces them, and nothing else', async () => {
  const program = await recordDeclared();
  expect(program.inputsOf('aws:iam/rolePolicy:RolePolicy', name)).toEqual({
    role: `${name}-0`,
    policy: JSON.stringify(
      executionPolicy({
        repository: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/pilotlight-dev`,
        bundles: {
          bucket: 'arn:Bucket/pilotlight-dev-models-0',
          folder: 'models/b--async',
          listed: false,
        },
        logGroup: `arn:LogGroup//aws/sagemaker/Endpoints/${name}`,
        jobs: {
          bucket: 'arn:Bucket/pilotlight-dev-predictions-0',
          topic: 'arn:Topic/pilotlight-dev-jobs-0',
        },
      }),
    ),
  });
  expect(program.inputsOf('aws:sagemaker/model:Model', name)).toMatchObject({
    executionRoleArn: `arn:Role/${name}-0`,
    enableNetworkIsolation: true,
  });
});

test('its container takes the largest upload, and works as long as a job may take', async () => {
  const program = await recordDeclared();
  expect(program.inputsOf('aws:sagemaker/model:Model', name)).toMatchObject({
    primaryContainer: {
      environment: { SAGEMAKER_MAX_PAYLOAD_IN_MB: '50', SAGEMAKER_MODEL_SERVER_TIMEOUT: '900' },
    },
  });
});

test('its configuration is created after the policy, since SageMaker then checks that the role can list the bucket', async () => {
  const program = await recordDeclared();
  expect(program.optionsOf(CONFIGURATION, name).dependencies).toContain(
    `aws:sagemaker/model:Model ${name}`,
  );
  expect(program.optionsOf('aws:sagemaker/model:Model', name).dependencies).toContain(
    `aws:iam/rolePolicy:RolePolicy ${name}`,
  );
});

test('a model of any other mode may have one beside it', async () => {
  const program = await recordDeclared();
  expect(deploymentOf(program).models[2]).toEqual({
    name: 'c',
    version: '1.0.0',
    serving: {
      mode: 'function',
      function: { functionName: 'pilotlight-dev-model-c-0', memoryMegabytes: 1769 },
      async: {
        endpointName: 'pilotlight-dev-c--async',
        instanceType: 'ml.m5.large',
        maxInstances: 1,
      },
    },
  });
});

test('the functions know what files are made of an answer', async () => {
  using workspace = makeWorkspace(['b']);
  const answerFiles = {
    axis: 1,
    contentType: 'image/png',
    pictures: [{ name: 'original', title: 'Original' }],
  } as const;
  workspace.write('libs/models/b/model.json', JSON.stringify({ ...manifest('b'), answerFiles }));
  const config = { 'pilotlight:models': '{"b":{"serving":"async"}}' };
  const program = await recordProgramIn(workspace, { config });
  expect(deploymentOf(program, 'pilotlight-dev-jobs').models[0]).toEqual({
    name: 'b',
    version: '1.0.0',
    serving: {
      mode: 'async',
      async: { endpointName: name, instanceType: 'ml.m5.large', maxInstances: 1 },
    },
    answerFiles,
  });
});
