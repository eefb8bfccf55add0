import { expect, test } from 'vitest';
import { recordEfs } from '../../support/record-efs.ts';
import { recordProgram } from '../../support/record-program.ts';

const name = 'pilotlight-dev-efs';
const ACCESS = 'aws:efs/accessPoint:AccessPoint';
const ROLE_POLICY = 'aws:iam/rolePolicy:RolePolicy';

interface Document {
  readonly Statement: readonly {
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
    readonly Condition?: unknown;
  }[];
}

test('a stack without a model on EFS has neither a file system nor a network', async () => {
  const { resources } = await recordProgram({
    config: { 'pilotlight:models': '{"entailment":{"serving":"function"}}' },
  });
  expect(resources.filter(({ type }) => /^aws:(efs|ec2|vpc)/.test(type))).toEqual([]);
});

test('the file system is encrypted, of elastic throughput, and refuses connections without TLS', async () => {
  const program = await recordEfs();
  expect(program.inputsOf('aws:efs/fileSystem:FileSystem', name)).toEqual({
    encrypted: true,
    throughputMode: 'elastic',
    tags: { Name: name },
  });
  const type = 'aws:efs/fileSystemPolicy:FileSystemPolicy';
  const { policy, fileSystemId } = program.inputsOf(type, name);
  expect(fileSystemId).toBe(`${name}-id`);
  expect(JSON.parse(String(policy))).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: '*',
        Resource: `arn:FileSystem/${name}-0`,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  });
});

test('it has a mount target in each subnet, behind its own security group', async () => {
  const program = await recordEfs();
  const type = 'aws:efs/mountTarget:MountTarget';
  expect(program.namesOf(type).map((one) => program.inputsOf(type, one))).toEqual(
    [0, 1].map((index) => ({
      fileSystemId: `${name}-id`,
      subnetId: `${name}-${index}-id`,
      securityGroups: [`${name}-files-id`],
    })),
  );
});

test("each model's access point sees only the model's folder, the loader's all of them", async () => {
  const program = await recordEfs();
  const paths = program.namesOf(ACCESS).map((one) => {
    const { rootDirectory, ...others } = program.inputsOf(ACCESS, one);
    expect(others).toEqual({
      fileSystemId: `${name}-id`,
      posixUser: { uid: 1000, gid: 1000 },
      tags: { Name: one },
    });
    return [one, rootDirectory];
  });
  const owned = (path: string) => ({
    path,
    creationInfo: { ownerUid: 1000, ownerGid: 1000, permissions: '750' },
  });
  expect(Object.fromEntries(paths)).toEqual({
    [`${name}-loader`]: owned('/models'),
    [`${name}-model-entailment`]: owned('/models/entailment'),
    [`${name}-model-digits`]: owned('/models/digits'),
  });
});

test("a model's function may mount its own access point, and only read; the loader may write and fetch bundles", async () => {
  const program = await recordEfs();
  const statementsOf = (role: string) => {
    const { policy } = program.inputsOf(ROLE_POLICY, role);
    return (JSON.parse(String(policy)) as Document).Statement;
  };
  const mounts = (accessPoint: string, ...more: string[]) => ({
    Effect: 'Allow',
    Action: ['elasticfilesystem:ClientMount', ...more],
    Resource: [`arn:FileSystem/${name}-0`],
    Condition: {
      StringEquals: {
        'elasticfilesystem:AccessPointArn': `arn:AccessPoint/${name}-${accessPoint}-0`,
      },
    },
  });
  const network = {
    Effect: 'Allow',
    Action: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    Resource: ['*'],
    // Not for the function's own calls.
    Condition: { Null: { 'lambda:SourceFunctionArn': 'true' } },
  };
  const logs = (one: string) => ({
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: [`arn:LogGroup//aws/lambda/${one}:*`],
  });
  const model = 'pilotlight-dev-model-entailment';
  expect(statementsOf(`${model}--efs`)).toEqual([network, mounts('model-entailment'), logs(model)]);
  const loader = 'pilotlight-dev-loader';
  expect(statementsOf(loader)).toEqual([
    network,
    mounts('loader', 'elasticfilesystem:ClientWrite'),
    {
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: ['arn:Bucket/pilotlight-dev-models-0/functions/efs/*'],
    },
    logs(loader),
  ]);
});
