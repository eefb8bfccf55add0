import { describe, expect, test } from 'vitest';
import { modelFunctionPolicy } from '../../src/policies/model-function.ts';
import { functionTrustPolicy } from '../../src/policies/trust.ts';
import {
  ACCOUNT,
  deploymentOf,
  recordProgram,
  recordProgramIn,
  REGION,
} from '../support/record-program.ts';
import { makeWorkspace, manifest } from '../support/workspace.ts';

const FUNCTION = 'aws:lambda/function:Function';
const OBJECT = 'aws:s3/bucketObjectv2:BucketObjectv2';
const name = 'pilotlight-dev-model-entailment';

const config = (settings: object) => ({
  config: { 'pilotlight:models': JSON.stringify({ entailment: settings }) },
});
const record = (settings: object = {}) =>
  recordProgram(config({ serving: 'function', ...settings }));

describe('a function with its model in the package', () => {
  test('is made of the program and the bundle, through the bucket', async () => {
    const program = await record();
    const { key, ...object } = program.inputsOf(OBJECT, name);
    expect(object).toEqual({
      bucket: 'pilotlight-dev-models-0',
      source: {
        '.': 'directory:../apps/function-inference/dist/program',
        model: 'directory:../libs/models/entailment/dist/model.tar.gz',
      },
    });
    const [, hash] =
      /^functions\/package\/entailment\/([0-9a-f]{64})\.zip$/.exec(String(key)) ?? [];
    expect(program.inputsOf(FUNCTION, name)).toEqual({
      role: `arn:Role/${name}-0`,
      runtime: 'nodejs24.x',
      architectures: ['x86_64'],
      handler: 'index.handler',
      s3Bucket: 'pilotlight-dev-models-0',
      s3Key: key,
      sourceCodeHash: hash,
      memorySize: 1769,
      timeout: 25,
      environment: { variables: { ORT_DISABLE_TELEMETRY: '1' } },
      loggingConfig: { logFormat: 'JSON', logGroup: `/aws/lambda/${name}` },
    });
  });

  test.each([
    ['bundle', 'libs/models/entailment/dist/model.tar.gz'],
    ['program', 'apps/function-inference/dist/program/node_modules/a/index.js'],
  ])('is updated by a new %s', async (_part, path) => {
    using workspace = makeWorkspace();
    workspace.write(path, 'another one');
    const [before, after] = [
      await record(),
      await recordProgramIn(workspace, config({ serving: 'function' })),
    ].map((program) => program.inputsOf(FUNCTION, name));
    expect(after?.['s3Key']).not.toBe(before?.['s3Key']);
    expect(after?.['sourceCodeHash']).not.toBe(before?.['sourceCodeHash']);
  });

  test('has the program for pictures only if the model takes some', async () => {
    using workspace = makeWorkspace();
    const picture = { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' };
    workspace.write(
      'libs/models/entailment/model.json',
      JSON.stringify({
        ...manifest('entailment'),
        input: { type: 'object', properties: { picture } },
      }),
    );
    const program = await recordProgramIn(workspace, config({ serving: 'function' }));
    expect(program.inputsOf(OBJECT, name)).toMatchObject({
      source: { '.': 'directory:../apps/function-inference/dist/program-images' },
    });
  });

  test('has the configured memory', async () => {
    const program = await record({ memoryMegabytes: 3008 });
    expect(program.inputsOf(FUNCTION, name)).toMatchObject({ memorySize: 3008 });
    expect(deploymentOf(program).models).toMatchObject([
      { serving: { function: { memoryMegabytes: 3008 } } },
    ]);
  });

  test('may write its own log, and nothing else', async () => {
    const program = await record();
    expect(program.inputsOf('aws:cloudwatch/logGroup:LogGroup', name)).toEqual({
      name: `/aws/lambda/${name}`,
      retentionInDays: 30,
    });
    expect(program.inputsOf('aws:iam/role:Role', name)).toEqual({
      assumeRolePolicy: JSON.stringify(functionTrustPolicy()),
    });
    expect(program.inputsOf('aws:iam/rolePolicy:RolePolicy', name)).toEqual({
      role: `${name}-0`,
      policy: JSON.stringify(modelFunctionPolicy(`arn:LogGroup//aws/lambda/${name}`)),
    });
    expect(program.optionsOf(FUNCTION, name).dependencies).toContain(
      `aws:iam/rolePolicy:RolePolicy ${name}`,
    );
  });

  test('has no address: only functions of the stack may invoke it', async () => {
    const program = await record();
    expect(program.namesOf('aws:lambda/functionUrl:FunctionUrl')).toEqual([]);
    const permitted = program
      .namesOf('aws:lambda/permission:Permission')
      .map((one) => program.inputsOf('aws:lambda/permission:Permission', one)['function']);
    expect(permitted.filter((one) => String(one).startsWith(name))).toEqual([]);
    for (const part of ['api', 'jobs']) {
      const { policy } = program.inputsOf(
        'aws:iam/rolePolicy:RolePolicy',
        `pilotlight-dev-${part}`,
      );
      expect(policy).toContain(
        `"lambda:InvokeFunction"],"Resource":["arn:aws:lambda:${REGION}:${ACCOUNT}:function:pilotlight-dev-model-*"]`,
      );
    }
  });
});

describe('the deployment', () => {
  const deployed = { functionName: `${name}-0`, memoryMegabytes: 1769 };

  test('has the function of a model that only a function serves', async () => {
    expect(deploymentOf(await record()).models).toEqual([
      {
        name: 'entailment',
        version: '1.0.0',
        serving: { mode: 'function', function: deployed },
      },
    ]);
  });

  test.each([
    ['auto', { serving: 'auto' }],
    ['realtime', { serving: 'realtime', whileWaking: 'function' }],
  ])('has the function and the endpoint of a model by %s', async (mode, settings) => {
    const program = await record(settings);
    expect(deploymentOf(program).models).toEqual([
      {
        name: 'entailment',
        version: '1.0.0',
        serving: {
          mode,
          function: deployed,
          endpoint: {
            key: 'entailment',
            endpointName: 'pilotlight-dev-entailment',
            endpointConfigName: 'pilotlight-dev-entailment-0',
            instanceType: 'ml.t2.medium',
            instanceCount: 1,
            idleMinutes: 40,
            models: ['entailment'],
            functions: ['entailment'],
          },
        },
      },
    ]);
  });

  test('has the bundle of a model by auto on the shared endpoint', async () => {
    const program = await record({ serving: 'auto', endpoint: 'shared' });
    expect(deploymentOf(program).models).toMatchObject([
      {
        serving: {
          mode: 'auto',
          function: deployed,
          endpoint: { key: 'shared', models: ['entailment'] },
          targetModel: expect.stringMatching(/^entailment\/[0-9a-f]{64}\.tar\.gz$/) as unknown,
        },
      },
    ]);
  });
});

describe('a change of what serves a model', () => {
  const own = [`${FUNCTION} ${name}`];
  const callers = ['jobs', 'api', 'reaper'].map((part) => `pilotlight-dev-${part}`);

  test.each(callers)(
    'lets %s know the function only once it exists, and deletes the function after it',
    async (caller) => {
      const program = await record();
      expect(program.optionsOf(FUNCTION, caller).dependencies).toEqual(expect.arrayContaining(own));
    },
  );

  test.each([
    ['image', name],
    ['efs', `${name}--efs`],
  ])(
    'to %s makes another function, so that the first one is deleted only after its callers have moved',
    async (modelFrom, other) => {
      const [before, after] = [await record(), await record({ modelFrom })];
      expect(before.optionsOf(FUNCTION, name).deleteBeforeReplace).toBe(false);
      expect(after.optionsOf(FUNCTION, other).deleteBeforeReplace).toBe(false);
      // The provider replaces a function whose package type changes. So the name must not be set: both would have it.
      const typeOf = (program: typeof before, one: string) =>
        `${one} ${String(program.inputsOf(FUNCTION, one)['packageType'] ?? 'Zip')}`;
      expect(typeOf(after, other)).not.toBe(typeOf(before, name));
      expect(before.inputsOf(FUNCTION, name)).not.toHaveProperty('name');
      expect(after.inputsOf(FUNCTION, other)).not.toHaveProperty('name');
    },
  );

  test('keeps the log group, and the role unless the other way needs more rights', async () => {
    const [before, image, efs] = [
      await record(),
      await record({ modelFrom: 'image' }),
      await record({ modelFrom: 'efs' }),
    ];
    const LOG_GROUP = 'aws:cloudwatch/logGroup:LogGroup';
    for (const after of [image, efs]) {
      expect(after.inputsOf(LOG_GROUP, name)).toEqual(before.inputsOf(LOG_GROUP, name));
    }
    const rolesOf = (program: typeof before) => program.namesOf('aws:iam/role:Role');
    expect(rolesOf(image)).toEqual(rolesOf(before));
    // With one role, the first function would lose its rights while it still answers.
    expect(rolesOf(efs)).toContain(`${name}--efs`);
    expect(rolesOf(efs)).not.toContain(name);
  });

  test('to `realtime` creates the endpoint before its callers know it, and deletes the function last', async () => {
    const program = await recordProgram(config({ serving: 'realtime', whileWaking: 'park' }));
    expect(program.namesOf(FUNCTION)).not.toContain(name);
    for (const caller of callers) {
      expect(program.optionsOf(FUNCTION, caller).dependencies).toContain(
        'aws:sagemaker/endpointConfiguration:EndpointConfiguration pilotlight-dev-entailment',
      );
    }
  });
});

test('a stack whose models are all on functions has nothing of SageMaker, and no image', async () => {
  const program = await record();
  const types = program.resources.map(({ type }) => type);
  expect(types.filter((type) => /sagemaker|ecr|docker/.test(type))).toEqual([]);
  expect(program.namesOf('aws:iam/role:Role').sort()).toEqual(
    [name, 'pilotlight-dev-api', 'pilotlight-dev-jobs', 'pilotlight-dev-reaper'].sort(),
  );
  expect(program.namesOf('aws:lambda/invocation:Invocation')).toEqual([]);
});
