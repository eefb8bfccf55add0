import { LoaderRequest, violations } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { recordEfs } from '../../support/record-efs.ts';
import { deploymentOf, recordProgramIn } from '../../support/record-program.ts';
import { makeWorkspace } from '../../support/workspace.ts';

const FUNCTION = 'aws:lambda/function:Function';
const INVOCATION = 'aws:lambda/invocation:Invocation';
const OBJECT = 'aws:s3/bucketObjectv2:BucketObjectv2';
const loader = 'pilotlight-dev-loader';
const name = 'pilotlight-dev-model-entailment';
const HASH = /^[0-9a-f]{64}$/;

type Program = Awaited<ReturnType<typeof recordEfs>>;

const requestOf = (program: Program, invocation: string) => {
  const { input, ...others } = program.inputsOf(INVOCATION, invocation);
  expect(others).toEqual({ functionName: `${loader}-0`, lifecycleScope: 'CREATE_ONLY' });
  const request = JSON.parse(String(input)) as { readonly hash: string };
  expect(violations(LoaderRequest, request)).toEqual([]);
  return request;
};

test('the function starts what is in the folder of its bundle, which it sees by its own access point', async () => {
  const program = await recordEfs();
  const { hash } = requestOf(program, `${loader}-entailment`);
  expect(program.inputsOf(FUNCTION, `${name}--efs`)).toEqual({
    role: `arn:Role/${name}--efs-0`,
    runtime: 'nodejs24.x',
    architectures: ['x86_64'],
    handler: 'index.handler',
    code: { 'index.mjs': 'file:../apps/function-inference/dist/efs/index.mjs' },
    vpcConfig: {
      subnetIds: ['pilotlight-dev-efs-0-id', 'pilotlight-dev-efs-1-id'],
      securityGroupIds: ['pilotlight-dev-efs-models-id'],
    },
    fileSystemConfig: {
      arn: 'arn:AccessPoint/pilotlight-dev-efs-model-entailment-0',
      localMountPath: '/mnt/model',
    },
    memorySize: 1769,
    timeout: 25,
    environment: {
      variables: {
        ORT_DISABLE_TELEMETRY: '1',
        MODEL_DIRECTORY: `/mnt/model/${hash}`,
        MODEL_MARKER: 'required',
      },
    },
    loggingConfig: { logFormat: 'JSON', logGroup: `/aws/lambda/${name}` },
  });
  expect(deploymentOf(program).models).toMatchObject([
    { name: 'entailment', serving: { function: { functionName: `${name}--efs-0` } } },
    { name: 'digits' },
    { name: 'sentiment' },
  ]);
});

test('the loader has the programs in its package, and mounts all folders', async () => {
  const program = await recordEfs();
  const { key, ...object } = program.inputsOf(OBJECT, loader);
  expect(key).toMatch(/^functions\/loader\/[0-9a-f]{64}\.zip$/);
  const app = '../apps/function-inference/dist';
  expect(object).toEqual({
    bucket: 'pilotlight-dev-models-0',
    source: {
      'index.mjs': `file:${app}/loader/index.mjs`,
      program: `directory:${app}/program`,
      'program-images': `directory:${app}/program-images`,
    },
  });
  expect(program.inputsOf(FUNCTION, loader)).toMatchObject({
    role: `arn:Role/${loader}-0`,
    s3Bucket: 'pilotlight-dev-models-0',
    s3Key: key,
    timeout: 900,
    environment: { variables: { MODEL_MOUNT: '/mnt/model' } },
    vpcConfig: { securityGroupIds: ['pilotlight-dev-efs-loader-id'] },
    fileSystemConfig: {
      arn: 'arn:AccessPoint/pilotlight-dev-efs-loader-0',
      localMountPath: '/mnt/model',
    },
  });
});

test('each bundle is loaded once it is in the bucket, and before its function exists', async () => {
  const program = await recordEfs();
  // printf 'bundle of entailment' | sha256sum
  const key =
    'functions/efs/entailment/6f585f9dd906af3bf54e7762ec1a15e67a57c0d573aec882647d3f46431157f4.tar.gz';
  expect(program.inputsOf(OBJECT, `${loader}-entailment`)).toEqual({
    bucket: 'pilotlight-dev-models-0',
    key,
    source: 'file:../libs/models/entailment/dist/model.tar.gz',
  });
  expect(requestOf(program, `${loader}-entailment`)).toEqual({
    files: 'load',
    model: 'entailment',
    hash: expect.stringMatching(HASH) as unknown,
    bucket: 'pilotlight-dev-models-0',
    key,
    program: 'program',
  });
  expect(program.optionsOf(INVOCATION, `${loader}-entailment`).dependencies).toEqual(
    expect.arrayContaining([`${FUNCTION} ${loader}`, `${OBJECT} ${loader}-entailment`]),
  );
  expect(program.optionsOf(FUNCTION, `${name}--efs`).dependencies).toEqual(
    expect.arrayContaining([
      `${INVOCATION} ${loader}-entailment`,
      'aws:efs/mountTarget:MountTarget pilotlight-dev-efs-0',
      'aws:efs/mountTarget:MountTarget pilotlight-dev-efs-1',
      'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule pilotlight-dev-efs-models-files',
      'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule pilotlight-dev-efs-models-files',
      `aws:iam/rolePolicy:RolePolicy ${name}--efs`,
    ]),
  );
});

test('what no function uses any more is looked for only after all functions use the new folders', async () => {
  const program = await recordEfs();
  expect(requestOf(program, `${loader}--tidy`)).toEqual({
    files: 'tidy',
    used: ['entailment', 'digits'].map((model) => ({
      model,
      hash: requestOf(program, `${loader}-${model}`).hash,
    })),
  });
  expect(program.optionsOf(INVOCATION, `${loader}--tidy`).dependencies).toEqual(
    expect.arrayContaining([
      `${FUNCTION} ${name}--efs`,
      `${FUNCTION} pilotlight-dev-model-digits--efs`,
    ]),
  );
});

test.each([
  ['bundle', 'libs/models/entailment/dist/model.tar.gz'],
  ['program', 'apps/function-inference/dist/program/index.mjs'],
])('a new %s is loaded into a folder of its own', async (_part, path) => {
  using workspace = makeWorkspace();
  workspace.write(path, 'another one');
  const config = {
    'pilotlight:models': '{"entailment":{"serving":"function","modelFrom":"efs"}}',
  };
  const [before, after] = [await recordEfs(), await recordProgramIn(workspace, { config })].map(
    (program) => requestOf(program, `${loader}-entailment`).hash,
  );
  expect(after).toMatch(HASH);
  expect(after).not.toBe(before);
});
