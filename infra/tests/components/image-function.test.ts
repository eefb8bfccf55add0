import { expect, test } from 'vitest';
import { ACCOUNT, recordProgram, REGION } from '../support/record-program.ts';

const registry = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
const repository = 'pilotlight-dev-functions';
const name = 'pilotlight-dev-model-entailment';

const record = () =>
  recordProgram({
    models: ['entailment', 'digits'],
    config: {
      'pilotlight:models': JSON.stringify({
        entailment: { serving: 'function', modelFrom: 'image' },
        digits: { serving: 'function', modelFrom: 'image' },
      }),
    },
  });

test('the image has the program and the bundle, in the media types that Lambda takes', async () => {
  const program = await record();
  expect(program.inputsOf('docker-build:index:Image', name)).toEqual({
    context: {
      location: '../apps/function-inference/dist/program',
      named: { model: { location: '../libs/models/entailment/dist/bundle' } },
    },
    dockerfile: { location: '../apps/function-inference/Dockerfile' },
    platforms: ['linux/amd64'],
    tags: [`${registry}/${repository}:entailment`],
    push: false,
    exports: [{ registry: { ociMediaTypes: false } }],
    exec: false,
    buildOnPreview: false,
    network: 'default',
    registries: {
      secret: [{ address: `https://${registry}`, username: 'AWS', password: 'a token' }],
    },
  });
});

test('the function runs the image by its digest', async () => {
  const program = await record();
  expect(program.inputsOf('aws:lambda/function:Function', name)).toEqual({
    role: `arn:Role/${name}-0`,
    packageType: 'Image',
    imageUri: `${registry}/${repository}@sha256:d1`,
    architectures: ['x86_64'],
    memorySize: 1769,
    timeout: 25,
    environment: { variables: { ORT_DISABLE_TELEMETRY: '1' } },
    loggingConfig: { logFormat: 'JSON', logGroup: `/aws/lambda/${name}` },
  });
});

test('all images are in one repository, from which only Lambda may pull, for these functions', async () => {
  const program = await record();
  expect(program.namesOf('awsx:ecr:Repository')).toEqual([repository]);
  expect(program.inputsOf('awsx:ecr:Repository', repository)).toEqual({
    name: repository,
    forceDelete: true,
    imageScanningConfiguration: { scanOnPush: true },
    lifecyclePolicy: { rules: [{ tagStatus: 'untagged', maximumNumberOfImages: 10 }] },
  });
  const type = 'aws:ecr/repositoryPolicy:RepositoryPolicy';
  const { policy, ...others } = program.inputsOf(type, repository);
  expect(others).toEqual({ repository });
  expect(JSON.parse(String(policy))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'LambdaECRImageRetrievalPolicy',
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        Condition: {
          StringLike: {
            'aws:SourceArn': `arn:aws:lambda:${REGION}:${ACCOUNT}:function:pilotlight-dev-model-*`,
          },
        },
      },
    ],
  });
  expect(program.optionsOf(type, repository).dependencies).toContain(
    `awsx:ecr:Repository ${repository}`,
  );
  const options = program.optionsOf('aws:lambda/function:Function', name);
  expect(options.dependencies).toContain(`${type} ${repository}`);
});
