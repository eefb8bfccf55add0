import { expect, test } from 'vitest';
import { executionPolicy } from '../../src/policies/execution.ts';
import { recordDeclared } from '../support/record-declared.ts';
import { ACCOUNT, deploymentOf, REGION } from '../support/record-program.ts';

const CONFIGURATION = 'aws:sagemaker/endpointConfiguration:EndpointConfiguration';
const name = 'pilotlight-dev-a--serverless';

test('the endpoint exists under a fixed name, with the tag that lets the functions ask it', async () => {
  const program = await recordDeclared();
  expect(program.inputsOf('aws:sagemaker/endpoint:Endpoint', name)).toEqual({
    name,
    endpointConfigName: `${name}-0`,
    tags: { 'pilotlight:stack': 'dev' },
  });
});

test('its configuration has no instances, and no name, so that each change moves the endpoint', async () => {
  const program = await recordDeclared({
    a: {
      serving: 'serverless',
      memoryMegabytes: 3072,
      maxConcurrency: 8,
      provisionedConcurrency: 2,
    },
  });
  expect(program.inputsOf(CONFIGURATION, name)).toEqual({
    productionVariants: [
      {
        variantName: 'AllTraffic',
        modelName: `${name}-0`,
        serverlessConfig: { memorySizeInMb: 3072, maxConcurrency: 8, provisionedConcurrency: 2 },
      },
    ],
  });
  expect(deploymentOf(program).models).toMatchObject([
    {
      serving: {
        mode: 'serverless',
        serverless: {
          endpointName: name,
          memoryMegabytes: 3072,
          maxConcurrency: 8,
          provisionedConcurrency: 2,
        },
      },
    },
  ]);
});

test('its size is the smallest that the bundle fits, for few requests at once', async () => {
  const program = await recordDeclared();
  expect(program.inputsOf(CONFIGURATION, name)).toMatchObject({
    productionVariants: [{ serverlessConfig: { memorySizeInMb: 1024, maxConcurrency: 5 } }],
  });
});

test('its model is not isolated, which serverless endpoints do not allow, and has a bundle of its own', async () => {
  const program = await recordDeclared();
  const { key } = program.inputsOf('aws:s3/bucketObjectv2:BucketObjectv2', name);
  expect(key).toMatch(/^models\/a--serverless\/[0-9a-f]{64}\.tar\.gz$/);
  expect(program.inputsOf('aws:sagemaker/model:Model', name)).toEqual({
    executionRoleArn: `arn:Role/${name}-0`,
    primaryContainer: {
      image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/pilotlight-dev@sha256:d1`,
      modelDataUrl: `s3://pilotlight-dev-models-0/${String(key)}`,
      environment: { ANSWER_LIMIT_BYTES: '4194304' },
    },
    enableNetworkIsolation: false,
  });
});

test('its role lets the container do no more than that of any endpoint', async () => {
  const program = await recordDeclared();
  expect(program.inputsOf('aws:iam/rolePolicy:RolePolicy', name)).toEqual({
    role: `${name}-0`,
    policy: JSON.stringify(
      executionPolicy({
        repository: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/pilotlight-dev`,
        bundles: {
          bucket: 'arn:Bucket/pilotlight-dev-models-0',
          folder: 'models/a--serverless',
          listed: false,
        },
        logGroup: `arn:LogGroup//aws/sagemaker/Endpoints/${name}`,
      }),
    ),
  });
});

test('all endpoints of a stack have one image', async () => {
  const program = await recordDeclared({
    a: { serving: 'serverless' },
    b: { serving: 'async' },
    c: { serving: 'realtime' },
  });
  expect(program.namesOf('docker-build:index:Image')).toEqual(['pilotlight-dev']);
});
