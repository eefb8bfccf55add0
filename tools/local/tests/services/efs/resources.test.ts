import { expect, it } from 'vitest';
import { checkInputs, handlerOf, type Inputs } from '../../../src/resources/index.ts';
import { useLife } from '../../support/life.ts';

const using = useLife();
const { life } = using;

const failures = (type: string, inputs: Inputs) =>
  checkInputs(handlerOf(type), inputs).map(({ property }) => property);

it('FileSystem: another throughput is an update, encryption a replacement', async () => {
  const type = 'aws:efs/fileSystem:FileSystem';
  const { id, outputs, calls } = await life(type, { encrypted: true, throughputMode: 'elastic' });
  expect(outputs).toMatchObject({ dnsName: `${id}.efs.here.amazonaws.com`, encrypted: true });
  expect(calls).toEqual([['efs.createFileSystem'], ['efs.deleteFileSystem', id]]);
  expect(handlerOf(type).replaceOnChanges).not.toContain('throughputMode');
  expect(failures(type, { kmsKeyId: 'k' })).toEqual(['kmsKeyId']);
});

it('AccessPoint: its folder needs an owner, as nothing else creates it', async () => {
  const type = 'aws:efs/accessPoint:AccessPoint';
  const creationInfo = { ownerUid: 1000, ownerGid: 1000, permissions: '755' };
  const inputs = {
    fileSystemId: 'fs-1',
    posixUser: { uid: 1000, gid: 1000 },
    rootDirectory: { path: '/models', creationInfo },
  };
  const { calls } = await life(type, inputs);
  expect(calls[0]).toEqual(['efs.createAccessPoint', 'fs-1', '/models']);
  expect(failures(type, { ...inputs, rootDirectory: { path: '/models' } })).toEqual([
    'rootDirectory.creationInfo',
  ]);
});

it('MountTarget: in a subnet, with security groups that may change', async () => {
  const type = 'aws:efs/mountTarget:MountTarget';
  const inputs = { fileSystemId: 'fs-1', subnetId: 'subnet-1', securityGroups: ['sg-1'] };
  const { calls, id } = await life(type, inputs);
  expect(calls).toEqual([
    [
      'efs.createMountTarget',
      { fileSystemId: 'fs-1', subnetId: 'subnet-1', securityGroupIds: ['sg-1'] },
    ],
    ['efs.deleteMountTarget', id],
  ]);
  expect(handlerOf(type).replaceOnChanges).toEqual(['fileSystemId', 'subnetId', 'region']);
});

it('FileSystemPolicy: for one file system', async () => {
  const type = 'aws:efs/fileSystemPolicy:FileSystemPolicy';
  const policy = '{"Version":"2012-10-17","Statement":[]}';
  const { calls } = await life(type, { fileSystemId: 'fs-1', policy });
  expect(calls).toEqual([
    ['efs.putFileSystemPolicy', 'fs-1', policy],
    ['efs.deleteFileSystemPolicy', 'fs-1'],
  ]);
});
