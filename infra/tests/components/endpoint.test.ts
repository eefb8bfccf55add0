import { describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  BY_ENDPOINT,
  deploymentOf,
  recordByEndpoint,
  recordProgram,
  recordProgramIn,
  REGION,
} from '../support/record-program.ts';
import { executionPolicy } from '../../src/policies/execution.ts';
import { executionTrustPolicy } from '../../src/policies/trust.ts';
import { makeWorkspace } from '../support/workspace.ts';

const name = 'pilotlight-dev-entailment';
const key =
  'models/entailment/6f585f9dd906af3bf54e7762ec1a15e67a57c0d573aec882647d3f46431157f4.tar.gz';

test('a model has its bundle, its image and its role, and no network access', async () => {
  const program = await recordProgram();
  expect(program.inputsOf('aws:s3/bucketObjectv2:BucketObjectv2', name)).toEqual({
    bucket: 'pilotlight-dev-models-0',
    key,
    source: 'file:../libs/models/entailment/dist/model.tar.gz',
  });
  expect(program.inputsOf('aws:sagemaker/model:Model', name)).toEqual({
    executionRoleArn: `arn:Role/${name}-0`,
    primaryContainer: {
      image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/pilotlight-dev@sha256:d1`,
      modelDataUrl: `s3://pilotlight-dev-models-0/${key}`,
    },
    enableNetworkIsolation: true,
  });
});

test('the model is created after the policy that lets it read its bundle', async () => {
  const program = await recordProgram();
  expect(program.optionsOf('aws:sagemaker/model:Model', name).dependencies).toContain(
    `aws:iam/rolePolicy:RolePolicy ${name}`,
  );
});

test('the endpoint configuration has one instance of the configured type', async () => {
  const program = await recordProgram({ config: { 'pilotlight:instanceType': 'ml.c5.large' } });
  expect(
    program.inputsOf('aws:sagemaker/endpointConfiguration:EndpointConfiguration', name),
  ).toEqual({
    productionVariants: [
      {
        variantName: 'AllTraffic',
        modelName: `${name}-0`,
        initialInstanceCount: 1,
        instanceType: 'ml.c5.large',
        containerStartupHealthCheckTimeoutInSeconds: 180,
      },
    ],
  });
});

test("the container has an expiring log group, and a role for this model's bundles only", async () => {
  const program = await recordProgram({ config: { 'pilotlight:logRetentionDays': '7' } });
  const logGroup = `/aws/sagemaker/Endpoints/${name}`;
  expect(program.inputsOf('aws:cloudwatch/logGroup:LogGroup', name)).toEqual({
    name: logGroup,
    retentionInDays: 7,
  });
  expect(program.inputsOf('aws:iam/role:Role', name)).toEqual({
    assumeRolePolicy: JSON.stringify(
      executionTrustPolicy({ partition: 'aws', region: REGION, accountId: ACCOUNT }),
    ),
  });
  expect(program.inputsOf('aws:iam/rolePolicy:RolePolicy', name)).toEqual({
    role: `${name}-0`,
    policy: JSON.stringify(
      executionPolicy({
        repository: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/pilotlight-dev`,
        bundles: {
          bucket: 'arn:Bucket/pilotlight-dev-models-0',
          folder: 'models/entailment',
          listed: false,
        },
        logGroup: `arn:LogGroup/${logGroup}`,
      }),
    ),
  });
});

test('a new bundle makes a new object, and so a new model', async () => {
  using workspace = makeWorkspace();
  workspace.write('libs/models/entailment/dist/model.tar.gz', 'another bundle');
  const program = await recordProgramIn(workspace);
  const { key: newKey } = program.inputsOf('aws:s3/bucketObjectv2:BucketObjectv2', name);
  expect(newKey).toMatch(/^models\/entailment\/[0-9a-f]{64}\.tar\.gz$/);
  expect(newKey).not.toBe(key);
  expect(program.inputsOf('aws:sagemaker/model:Model', name)).toMatchObject({
    primaryContainer: { modelDataUrl: `s3://pilotlight-dev-models-0/${String(newKey)}` },
  });
});

test('the functions learn how the model is served', async () => {
  const program = await recordByEndpoint();
  expect(deploymentOf(program).models).toEqual([
    {
      name: 'entailment',
      version: '1.0.0',
      serving: {
        mode: 'realtime',
        endpoint: {
          key: 'entailment',
          endpointName: name,
          endpointConfigName: `${name}-0`,
          instanceType: 'ml.t2.medium',
          instanceCount: 1,
          idleMinutes: 40,
          models: ['entailment'],
        },
      },
    },
  ]);
});

describe('models that share an endpoint', () => {
  const models = ['entailment', 'digits', 'sentiment'];
  const shared = 'pilotlight-dev-shared';
  const record = () =>
    recordProgram({
      models,
      config: {
        'pilotlight:models': JSON.stringify({
          entailment: { ...BY_ENDPOINT, endpoint: 'shared' },
          digits: BY_ENDPOINT,
          sentiment: { ...BY_ENDPOINT, endpoint: 'shared' },
        }),
      },
    });
  const targets = {
    // printf 'bundle of NAME' | sha256sum
    entailment:
      'entailment/6f585f9dd906af3bf54e7762ec1a15e67a57c0d573aec882647d3f46431157f4.tar.gz',
    sentiment: 'sentiment/f873738b0a1dac405fbd38a945048fc567df16e61e5d27f9f0dcc41175af5c0b.tar.gz',
  };

  test('have one multi-model SageMaker model and one endpoint configuration', async () => {
    const program = await record();
    expect(program.namesOf('aws:sagemaker/model:Model').sort()).toEqual([
      'pilotlight-dev-digits',
      shared,
    ]);
    expect(program.inputsOf('aws:sagemaker/model:Model', shared)).toEqual({
      executionRoleArn: `arn:Role/${shared}-0`,
      primaryContainer: {
        image: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/pilotlight-dev@sha256:d1`,
        mode: 'MultiModel',
        modelDataUrl: 's3://pilotlight-dev-models-0/models/shared/',
      },
      enableNetworkIsolation: true,
    });
    expect(
      program.namesOf('aws:sagemaker/endpointConfiguration:EndpointConfiguration').sort(),
    ).toEqual(['pilotlight-dev-digits', shared]);
  });

  test("have their bundles below the endpoint's prefix", async () => {
    const program = await record();
    for (const [model, target] of Object.entries(targets)) {
      expect(
        program.inputsOf('aws:s3/bucketObjectv2:BucketObjectv2', `${shared}--${model}`),
      ).toEqual({
        bucket: 'pilotlight-dev-models-0',
        key: `models/shared/${target}`,
        source: `file:../libs/models/${model}/dist/model.tar.gz`,
      });
    }
  });

  test('are asked for by the key of their bundle', async () => {
    const deployment = deploymentOf(await record());
    const endpoint = {
      key: 'shared',
      endpointName: shared,
      endpointConfigName: `${shared}-0`,
      instanceType: 'ml.t2.medium',
      instanceCount: 1,
      idleMinutes: 40,
      models: ['entailment', 'sentiment'],
    };
    const served = Object.fromEntries(
      deployment.models.map(({ name, serving }) => [name, serving]),
    );
    expect(served).toEqual({
      entailment: { mode: 'realtime', endpoint, targetModel: targets.entailment },
      digits: { mode: 'realtime', endpoint: expect.objectContaining({ key: 'digits' }) as unknown },
      sentiment: { mode: 'realtime', endpoint, targetModel: targets.sentiment },
    });
  });

  test('are asked for by the functions only once their bundles are in the bucket', async () => {
    const program = await record();
    for (const part of ['api', 'jobs', 'reaper']) {
      const { dependencies } = program.optionsOf(
        'aws:lambda/function:Function',
        `pilotlight-dev-${part}`,
      );
      expect(dependencies).toEqual(
        expect.arrayContaining(
          Object.keys(targets).map(
            (model) => `aws:s3/bucketObjectv2:BucketObjectv2 ${shared}--${model}`,
          ),
        ),
      );
    }
  });

  test('have one role, which may list and read their prefix only', async () => {
    const program = await record();
    const { policy } = program.inputsOf('aws:iam/rolePolicy:RolePolicy', shared);
    expect(policy).toBe(
      JSON.stringify(
        executionPolicy({
          repository: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/pilotlight-dev`,
          bundles: {
            bucket: 'arn:Bucket/pilotlight-dev-models-0',
            folder: 'models/shared',
            listed: true,
          },
          logGroup: `arn:LogGroup//aws/sagemaker/Endpoints/${shared}`,
        }),
      ),
    );
  });

  test('are moved and retired together', async () => {
    const program = await record();
    expect(program.namesOf('aws:lambda/invocation:Invocation').sort()).toEqual(
      ['pilotlight-dev-digits', shared].flatMap((name) => [`${name}-move`, `${name}-retire`]),
    );
  });

  test('do not take the bundle of a model whose name begins with `shared-`', async () => {
    const program = await recordProgram({
      models: ['digits', 'shared-digits'],
      config: {
        'pilotlight:models': JSON.stringify({
          digits: { ...BY_ENDPOINT, endpoint: 'shared' },
          'shared-digits': BY_ENDPOINT,
        }),
      },
    });
    const names = program.namesOf('aws:s3/bucketObjectv2:BucketObjectv2');
    expect(names.sort()).toEqual([`${shared}--digits`, `${shared}-digits`]);
  });
});
