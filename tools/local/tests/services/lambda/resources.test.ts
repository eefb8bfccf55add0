import * as pulumi from '@pulumi/pulumi';
import { describe, expect, it } from 'vitest';
import {
  changesOf,
  checkInputs,
  createProvisioner,
  handlerOf,
  type Inputs,
} from '../../../src/resources/index.ts';
import { FUNCTION, ROLE, useLife } from '../../support/life.ts';

const any = expect.anything() as unknown;
const using = useLife();
const { life } = using;

describe('Function', () => {
  const type = 'aws:lambda/function:Function';
  const zip = { name: 'f', role: ROLE, handler: 'index.handler', runtime: 'nodejs24.x' };
  const inputs = {
    ...zip,
    code: new pulumi.asset.AssetArchive({ 'index.mjs': new pulumi.asset.StringAsset('') }),
  };

  it("has the provider's defaults and its own log group", async () => {
    const { calls, outputs } = await life(type, {
      ...inputs,
      environment: { variables: { A: 'b' } },
      loggingConfig: { logFormat: 'JSON', logGroup: '/aws/lambda/group' },
    });
    expect(calls.map(([name]) => name)).toEqual([
      'lambda.checkFunction',
      'lambda.putFunction',
      'lambda.deleteFunction',
    ]);
    expect(calls[1]).toEqual([
      'lambda.putFunction',
      {
        name: 'f',
        role: ROLE,
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        codeDirectory: any,
        environment: { A: 'b' },
        logGroup: '/aws/lambda/group',
        timeoutSeconds: 3,
        memorySizeMb: 128,
      },
    ]);
    expect(outputs).toMatchObject({ invokeArn: 'arn:invoke', codeSha256: any, timeout: 3 });
  });

  const failuresOf = (given: Inputs) =>
    checkInputs(handlerOf(type), given).map(({ property }) => property);

  it('may be in a VPC, with a file system and a share of the concurrency', async () => {
    const arn = 'arn:aws:elasticfilesystem:here:000000000000:access-point/fsap-1';
    const { calls } = await life(type, {
      ...inputs,
      ephemeralStorage: { size: 512 },
      reservedConcurrentExecutions: 2,
      vpcConfig: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] },
      fileSystemConfig: { arn, localMountPath: '/mnt/model' },
    });
    expect(calls[1]?.[1]).toMatchObject({
      reservedConcurrency: 2,
      placement: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] },
      fileSystem: { accessPointArn: arn, localMountPath: '/mnt/model' },
    });
    const localMountPath = '/model';
    expect(failuresOf({ ...inputs, fileSystemConfig: { arn, localMountPath } })).toEqual([
      'fileSystemConfig.localMountPath',
    ]);
  });

  it.each([
    ['no code', zip, ['code']],
    ['a bucket without a key', { ...zip, s3Bucket: 'b' }, ['code']],
    ['code in two places', { ...inputs, s3Bucket: 'b', s3Key: 'k' }, ['code']],
    ['an image in a zip', { ...inputs, imageUri: 'u' }, ['imageUri']],
    ['a zip without a handler', { ...inputs, handler: undefined }, ['handler']],
    ['an image without its address', { role: ROLE, packageType: 'Image' }, ['imageUri']],
    [
      'a handler in an image',
      { role: ROLE, packageType: 'Image', imageUri: 'u', handler: 'a.b' },
      ['handler'],
    ],
  ])('refuses %s', (_what, given, failures) => {
    expect(failuresOf(given)).toEqual(failures);
  });

  it('refuses another runtime, code that is not an archive and an environment over 4096 bytes', () => {
    const failures = (changes: Inputs) =>
      checkInputs(handlerOf(type), { ...inputs, ...changes }).map(({ property }) => property);
    expect(failures({ runtime: 'nodejs20.x' })).toEqual(['runtime']);
    expect(failures({ code: 'index.mjs' })).toEqual(['code']);
    const environment = { variables: { A: 'x'.repeat(4096) } };
    expect(failures({ environment })).toEqual(['environment.variables']);
  });
});

it('Permission: its function may be a name or an ARN', async () => {
  const { calls, id } = await life('aws:lambda/permission:Permission', {
    action: 'lambda:InvokeFunction',
    function: FUNCTION,
    principal: 'events.amazonaws.com',
    sourceArn: 'arn:aws:events:here:000000000000:rule/r',
  });
  expect(calls).toEqual([
    [
      'lambda.addPermission',
      {
        functionName: 'f',
        statementId: id,
        action: 'lambda:InvokeFunction',
        principal: 'events.amazonaws.com',
        sourceArn: 'arn:aws:events:here:000000000000:rule/r',
      },
    ],
    ['lambda.removePermission', 'f', id],
  ]);
});

describe('Invocation', () => {
  const type = 'aws:lambda/invocation:Invocation';
  const inputs = { functionName: 'f', input: '{"a":1}' };
  const given = { a: 1 };

  it('with the scope CRUD invokes its function at each change, with the action and the previous input', async () => {
    const handler = handlerOf(type);
    const { cloud } = using.context;
    const sent: unknown[] = [];
    cloud.lambda.invokeAsOwner = (name, payload) => {
      sent.push([name, JSON.parse(payload)]);
      return Promise.resolve({ payload: `"${sent.length}"` });
    };
    const provisioner = createProvisioner(using.context);
    const crud = { ...inputs, lifecycleScope: 'CRUD' };
    const made = await provisioner.create(handler, crud);
    expect(made.outputs).toMatchObject({ result: '"1"', qualifier: '$LATEST' });
    const changed = { ...crud, input: '{"a":2}' };
    const outputs = await provisioner.update(handler, made.id, changed, made.outputs);
    expect(outputs).toMatchObject({ result: '"2"' });
    await provisioner.delete(handler, made.id, outputs);
    expect(sent).toEqual([
      ['f', { a: 1, tf: { action: 'create', prev_input: null } }],
      ['f', { a: 2, tf: { action: 'update', prev_input: { a: 1 } } }],
      ['f', { a: 2, tf: { action: 'delete', prev_input: { a: 2 } } }],
    ]);
  });

  it('otherwise invokes it once with the plain input, and another input replaces the resource', async () => {
    using.context.cloud.lambda.invokeAsOwner = (name, payload) => {
      expect([name, JSON.parse(payload)]).toEqual(['f', given]);
      return Promise.resolve({ payload: 'null' });
    };
    await life(type, { ...inputs, functionName: FUNCTION });
    const changes = (lifecycleScope: string) =>
      changesOf(handlerOf(type), {
        before: { ...inputs, lifecycleScope },
        after: { ...inputs, input: '{"a":2}', lifecycleScope },
        drifted: [],
        autonamed: false,
      });
    expect(changes('CREATE_ONLY').replaces).toEqual(['input']);
    expect(changes('CRUD')).toMatchObject({ changed: ['input'], replaces: [] });
  });

  it("fails with the function's own error", async () => {
    using.context.cloud.lambda.invokeAsOwner = () =>
      Promise.resolve({ payload: '{"errorMessage":"no"}', functionError: 'Unhandled' });
    await expect(life(type, inputs)).rejects.toThrow(
      'invoking Lambda Function (f): {"errorMessage":"no"}',
    );
  });

  it('requires a JSON object as input', () => {
    const failures = checkInputs(handlerOf(type), { ...inputs, input: '[1]' });
    expect(failures).toMatchObject([{ property: 'input' }]);
  });
});
