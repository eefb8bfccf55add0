import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { IN_VPC, onFileSystem, putPrivateNetwork } from '../../support/private-network.ts';
import { putFunction, putRole } from '../../support/program.ts';
import { until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
let network: ReturnType<typeof putPrivateNetwork>;
beforeAll(() => {
  network = putPrivateNetwork(local.cloud);
});

async function invoke(name: string, event: object = {}) {
  const { payload, functionError } = await local.cloud.lambda.invokeAsOwner(
    name,
    JSON.stringify(event),
  );
  return { functionError, answer: JSON.parse(payload) as Record<string, unknown> };
}

/** A function that is not created. */
const specOf = (role: string) => ({
  name: 'f',
  role,
  handler: 'index.handler',
  runtime: 'nodejs24.x',
  codeDirectory: local.directory,
  environment: {},
  timeoutSeconds: 3,
  memorySizeMb: 128,
});

/** Calls an AWS service, or any URL, and tells what came of it within `ms`. */
const CALLS = `
import { sign } from '${new URL('../../support/sign.ts', import.meta.url).href}';
export const handler = async ({ service, path = '/', url, ms = 400 }) => {
  try {
    const called = url ?? process.env.AWS_ENDPOINT_URL + path;
    const headers = service ? sign(process.env, { method: 'GET', url: called, service }) : {};
    const response = await fetch(called, { signal: AbortSignal.timeout(ms), headers });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return { error: error.name };
  }
};`;

describe('a function in a VPC', () => {
  test('reaches S3 through its gateway endpoint, by the policy of its role', async () => {
    local.cloud.s3.createBucket('reached');
    const allowed = [IN_VPC, { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::reached' }];
    putFunction(local, 'inside', CALLS, { allowed, placement: network.placement });
    const { answer } = await invoke('inside', {
      service: 's3',
      path: '/reached?list-type=2',
      ms: 2000,
    });
    expect(answer).toMatchObject({ status: 200 });
  });

  test('waits in vain for any other service, and the log names it', async () => {
    const { answer } = await invoke('inside', { service: 'dynamodb' });
    expect(answer).toEqual({ error: 'TimeoutError' });
    expect(local.lines).toContainEqual(
      expect.stringMatching(
        /^ec2 NO ROUTE inside calls dynamodb:.*, but subnet-\w+ has no route to com\.amazonaws\.eu-west-1\.dynamodb: on AWS this call times out$/,
      ),
    );
  });

  test('waits in vain for the internet, and for this machine', async () => {
    await expect(invoke('inside', { url: 'http://192.0.2.1/' })).resolves.toMatchObject({
      answer: { error: 'TimeoutError' },
    });
    await expect(invoke('inside', { url: 'http://127.0.0.1:54321/' })).resolves.toMatchObject({
      answer: { error: 'TimeoutError' },
    });
    await until(() =>
      local.lines.some((line) => line.includes('inside NO ROUTE to 192.0.2.1:80 from the VPC')),
    );
  });

  test('is refused by the policy of its endpoint', async () => {
    const other = putPrivateNetwork(local.cloud, {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::reached/*',
        },
      ],
    });
    const allowed = [IN_VPC, { Action: 's3:*', Resource: '*' }];
    putFunction(local, 'bounded', CALLS, { allowed, placement: other.placement });
    const listed = { service: 's3', path: '/reached?list-type=2', ms: 2000 };
    const { answer } = await invoke('bounded', listed);
    expect(answer).toMatchObject({ status: 403 });
    expect(local.lines).toContainEqual(
      expect.stringMatching(/^iam DENIED .*s3:ListBucket .*no VPC endpoint policy allows/),
    );
    // The object is missing, but the endpoint lets the question through.
    const read = { service: 's3', path: '/reached/none', ms: 2000 };
    expect((await invoke('bounded', read)).answer).toMatchObject({ status: 404 });
  });

  test('needs a role that may create network interfaces', async () => {
    const role = putRole(local.cloud, 'no-interfaces', 'lambda.amazonaws.com', []);
    const spec = { ...specOf(role), placement: network.placement };
    await expect(local.cloud.lambda.checkFunction(spec)).rejects.toThrow(
      'The provided execution role does not have permissions to call CreateNetworkInterface on EC2',
    );
  });

  test('keeps its security group from being deleted', async () => {
    const [group = ''] = network.placement.securityGroupIds;
    putFunction(local, 'holds', CALLS, { allowed: [IN_VPC], placement: network.placement });
    expect(() => local.cloud.ec2.delete(group)).toThrow('has a dependent object');
    await local.cloud.lambda.deleteFunction('holds');
  });
});

const FILES = `
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
export const handler = async ({ write, read }) => {
  const path = (name) => join(process.env.MODELS, name);
  if (write) writeFileSync(path(write), 'written');
  if (write) writeFileSync(join(process.env.TMPDIR, write), 'written');
  return { mount: process.env.MODELS, there: read && existsSync(path(read)) };
};`;

describe('a file system', () => {
  const mounts = (name: string, actions: string[], placement = network.placement) =>
    putFunction(local, name, FILES, {
      allowed: [IN_VPC, onFileSystem(...actions)],
      environment: { MODELS: '/mnt/model/current' },
      placement,
      fileSystem: network.fileSystem,
    });

  test('is shared by the functions that mount its access point', async () => {
    const makes = `import { mkdirSync } from 'node:fs'; mkdirSync(process.env.MODELS, { recursive: true });${FILES}`;
    putFunction(local, 'writer', makes, {
      allowed: [IN_VPC, onFileSystem('ClientMount', 'ClientWrite')],
      environment: { MODELS: '/mnt/model/current' },
      placement: network.placement,
      fileSystem: network.fileSystem,
    });
    const { answer: wrote } = await invoke('writer', { write: 'model' });
    expect(String(wrote['mount'])).toMatch(/\/models\/current$/);
    mounts('reader', ['ClientMount']);
    const { answer } = await invoke('reader', { read: 'model' });
    expect(answer).toEqual({ mount: wrote['mount'], there: true });
  });

  test('is read-only without ClientWrite, except for /tmp', async () => {
    const { functionError, answer } = await invoke('reader', { write: 'more' });
    expect(functionError).toBe('Unhandled');
    expect(answer['errorMessage']).toMatch(/^EROFS: read-only file system, writeFile /);
  });

  test('is not mounted without ClientMount', async () => {
    mounts('unmounted', ['ClientWrite']);
    await expect(invoke('unmounted')).rejects.toMatchObject({
      name: 'EFSMountFailureException',
      status: 403,
      message: expect.stringMatching(
        /couldn't mount .* access denied because no .*elasticfilesystem:ClientMount/,
      ) as unknown,
    });
  });

  test('is not reached through a closed security group', async () => {
    const placement = { ...network.placement, securityGroupIds: [network.closed] };
    mounts('closed', ['ClientMount'], placement);
    await expect(invoke('closed')).rejects.toMatchObject({
      name: 'EFSMountConnectivityException',
      status: 408,
    });
  });

  test('needs a mount target in each zone of its function', async () => {
    const other = putPrivateNetwork(local.cloud);
    local.cloud.efs.deleteMountTarget(other.mountTargets[1] ?? '');
    const role = putRole(local.cloud, 'in-vpc', 'lambda.amazonaws.com', [IN_VPC]);
    const spec = { ...specOf(role), fileSystem: other.fileSystem };
    const inside = { ...spec, placement: other.placement };
    await expect(local.cloud.lambda.checkFunction(inside)).rejects.toThrow(
      /does not have mount targets created in all availability zones .*: eu-west-1b$/,
    );
    await expect(local.cloud.lambda.checkFunction(spec)).rejects.toThrow('must be in a VPC');
  });

  test('is deleted with its files, but not before its mount targets', async () => {
    const { efs } = local.cloud;
    const other = putPrivateNetwork(local.cloud);
    putFunction(local, 'lasts', FILES, {
      allowed: [IN_VPC, onFileSystem('ClientMount')],
      environment: { MODELS: '/mnt/model' },
      placement: other.placement,
      fileSystem: other.fileSystem,
    });
    const { answer } = await invoke('lasts');
    expect(existsSync(String(answer['mount']))).toBe(true);
    expect(() => efs.deleteFileSystem(other.fileSystemId)).toThrow('has mount targets');
    for (const id of other.mountTargets) efs.deleteMountTarget(id);
    efs.deleteFileSystem(other.fileSystemId);
    expect(existsSync(String(answer['mount']))).toBe(false);
  });
});

test('a file system without a policy lets every client mount it and write', async () => {
  const other = putPrivateNetwork(local.cloud);
  local.cloud.efs.deleteFileSystemPolicy(other.fileSystemId);
  putFunction(local, 'anybody', FILES, {
    allowed: [IN_VPC],
    environment: { MODELS: '/mnt/model' },
    placement: other.placement,
    fileSystem: other.fileSystem,
  });
  expect((await invoke('anybody', { write: 'file' })).functionError).toBeUndefined();
});
