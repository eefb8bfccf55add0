import { expect, test } from 'vitest';
import { ACCOUNT, recordProgram, recordProgramIn, REGION } from '../support/record-program.ts';
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
        bundles: 'arn:Bucket/pilotlight-dev-models-0/models/entailment/*',
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
