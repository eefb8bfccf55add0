import * as aws from '@pulumi/aws';
import * as awsx from '@pulumi/awsx';
import * as pulumi from '@pulumi/pulumi';
import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../src/drivers/in-process.ts';
import type { Program } from '../../src/program.ts';
import { createProvisioner } from '../../src/resources/index.ts';
import { recordingContext } from '../support/context.ts';

function run(program: Program, config: Record<string, string> = {}) {
  const recording = recordingContext();
  const provisioner = createProvisioner(recording.context);
  const outputs = runInProcess({
    program,
    project: 'fixture',
    stack: 'local',
    config,
    context: recording.context,
    provisioner,
  });
  return { ...recording, provisioner, outputs };
}

describe('a program', () => {
  it('gets its configuration, creates its resources and returns its outputs', async () => {
    const { outputs, calls } = run(
      () => {
        const name = new pulumi.Config().require('name');
        const bucket = new aws.s3.Bucket('bucket', { bucket: name });
        return Promise.resolve({ arn: bucket.arn, stack: pulumi.getStack() });
      },
      { 'fixture:name': 'from-config' },
    );
    expect(await outputs).toEqual({ arn: 'arn:aws:s3:::made', stack: 'local' });
    expect(calls).toEqual([['s3.createBucket', 'from-config']]);
  });

  it('has ended only when the last of its resources exists', async () => {
    const { outputs, provisioner } = run(() => {
      const api = new aws.apigatewayv2.Api('api', { protocolType: 'HTTP' });
      const late = pulumi.output(new Promise<string>((resolve) => setTimeout(resolve, 50, 'late')));
      const bucket = new aws.s3.Bucket('bucket', { bucket: late });
      new aws.s3.BucketPublicAccessBlock('block', { bucket: bucket.bucket });
      return Promise.resolve({ url: api.apiEndpoint });
    });
    expect(await outputs).toEqual({ url: 'http://made' });
    expect(provisioner.existing).toEqual([
      'aws:apigatewayv2/api:Api',
      'aws:s3/bucket:Bucket',
      'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
    ]);
  });

  it('may pass a resource instead of its id, and a secret instead of its value', async () => {
    const { outputs, calls } = run(() => {
      const role = new aws.iam.Role('role', { name: 'role', assumeRolePolicy: '{}' });
      const policy = pulumi.secret('{"Statement":[]}');
      new aws.iam.RolePolicy('policy', { name: 'policy', role, policy });
      return Promise.resolve({});
    });
    await outputs;
    expect(calls.at(-1)).toEqual([
      'iam.putRolePolicy',
      { role: 'role', name: 'policy', policy: '{"Statement":[]}' },
    ]);
  });

  it('may have its own components, and those of awsx with their children', async () => {
    const { outputs, provisioner } = run(() => {
      const group = new pulumi.ComponentResource('fixture:component:Group', 'group');
      const repository = new awsx.ecr.Repository('Images', {}, { parent: group });
      return Promise.resolve({ url: repository.url });
    });
    expect(await outputs).toEqual({ url: 'registry/made' });
    expect(provisioner.existing).toEqual([
      'aws:ecr/repository:Repository',
      'aws:ecr/lifecyclePolicy:LifecyclePolicy',
    ]);
  });

  it('may run a second time in the process', async () => {
    const program: Program = () => {
      new aws.s3.Bucket('bucket', { bucket: 'again' });
      return Promise.resolve({});
    };
    await run(program).outputs;
    const { outputs, calls } = run(program);
    await outputs;
    expect(calls).toEqual([['s3.createBucket', 'again']]);
  });

  it('gets a generated name with seven hexadecimal digits for a resource without one', async () => {
    const { outputs, calls } = run(() => {
      new aws.s3.Bucket('Artefacts');
      return Promise.resolve({});
    });
    await outputs;
    expect(calls).toEqual([['s3.createBucket', expect.stringMatching(/^artefacts-[0-9a-f]{7}$/)]]);
  });
});

describe('a program fails with its first error only', () => {
  it('an error of its own', async () => {
    const { outputs } = run(() => Promise.reject(new Error('three mistakes:\n  one\n  two')));
    await expect(outputs).rejects.toThrow('three mistakes:\n  one\n  two');
  });

  it('a type without a handler', async () => {
    const { outputs } = run(() => {
      const queue = new aws.sqs.Queue('queue');
      new aws.s3.Bucket('bucket', { bucket: queue.name });
      return Promise.resolve({ url: queue.url });
    });
    await expect(outputs).rejects.toThrow(/no handler for aws:sqs\/queue:Queue/);
  });

  it('a component of another package', async () => {
    const { outputs } = run(() => {
      new awsx.ec2.Vpc('vpc');
      return Promise.resolve({});
    });
    await expect(outputs).rejects.toThrow(/no handler for awsx:ec2:Vpc/);
  });

  it('refused inputs, all listed with the name of the resource', async () => {
    const { outputs, calls } = run(() => {
      new aws.lambda.Permission('door', {
        action: 'lambda:InvokeFunctionUrl',
        function: 'api',
        principal: '*',
        functionUrlAuthType: 'NONE',
      });
      return Promise.resolve({});
    });
    await expect(outputs).rejects.toThrow(
      /^aws:lambda\/permission:Permission door has inputs that the local cloud refuses:(\n {2}.*(action|functionUrlAuthType): .*){2}$/,
    );
    expect(calls).toEqual([]);
  });

  it('an unknown function', async () => {
    const { outputs } = run(async () => ({ vpc: await aws.ec2.getVpc({ default: true }) }));
    await expect(outputs).rejects.toThrow(/does not know the function aws:ec2\/getVpc:getVpc/);
  });
});
