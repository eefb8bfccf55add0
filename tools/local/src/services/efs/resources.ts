import { Type } from 'typebox';
import { handlersFor } from '../../resources/handler.ts';
import {
  inputs,
  jsonFailures,
  optional,
  PolicyInput,
  policyText,
  regionalInputs,
} from '../../resources/schema.ts';
import type { EfsControl } from './control.ts';

const defineHandler = handlersFor<Record<'efs', EfsControl>>();

const Id = Type.Integer({ minimum: 0, maximum: 4_294_967_295 });
const FileSystemId = Type.String({ pattern: '^fs-' });

/** Encryption, throughput and performance hold here without any action: it is a directory. */
export const fileSystem = defineHandler({
  type: 'aws:efs/fileSystem:FileSystem',
  inputs: regionalInputs({
    encrypted: optional(Type.Boolean()),
    performanceMode: optional(Type.Enum(['generalPurpose', 'maxIO'])),
    throughputMode: optional(Type.Enum(['bursting', 'elastic'])),
    lifecyclePolicies: optional(Type.Array(Type.Record(Type.String(), Type.String()))),
  }),
  defaults: { encrypted: false, performanceMode: 'generalPurpose', throughputMode: 'bursting' },
  replaceOnChanges: ['encrypted', 'performanceMode', 'region'],
  create(_given, { cloud }) {
    const { id, arn } = cloud.efs.createFileSystem();
    const dnsName = `${id}.efs.${cloud.region}.amazonaws.com`;
    return { id, outputs: { arn, dnsName, ownerId: cloud.accountId } };
  },
  update: () => ({}),
  delete: (id, _outputs, { cloud }) => cloud.efs.deleteFileSystem(id),
});

export const fileSystemPolicy = defineHandler({
  type: 'aws:efs/fileSystemPolicy:FileSystemPolicy',
  inputs: inputs({
    fileSystemId: FileSystemId,
    policy: PolicyInput,
    region: optional(Type.String()),
  }),
  replaceOnChanges: ['fileSystemId', 'region'],
  check: ({ policy }) => jsonFailures('policy', policy),
  create({ fileSystemId: id, policy }, { cloud }) {
    cloud.efs.putFileSystemPolicy(id, policyText(policy));
    return { id, outputs: {} };
  },
  update(id, { policy }, { cloud }) {
    cloud.efs.putFileSystemPolicy(id, policyText(policy));
    return {};
  },
  delete: (id, _outputs, { cloud }) => cloud.efs.deleteFileSystemPolicy(id),
});

/** Files belong to the user who runs the cloud, whatever the access point's POSIX user is. */
export const accessPoint = defineHandler({
  type: 'aws:efs/accessPoint:AccessPoint',
  inputs: regionalInputs({
    fileSystemId: FileSystemId,
    posixUser: optional(inputs({ uid: Id, gid: Id })),
    rootDirectory: optional(
      inputs({
        path: optional(Type.String({ pattern: '^/[^/]+(/[^/]+){0,3}$', maxLength: 100 })),
        creationInfo: optional(
          inputs({
            ownerUid: Id,
            ownerGid: Id,
            permissions: Type.String({ pattern: '^[0-7]{3,4}$' }),
          }),
        ),
      }),
    ),
  }),
  replaceOnChanges: ['fileSystemId', 'posixUser', 'rootDirectory', 'region'],
  check: ({ rootDirectory }) =>
    rootDirectory?.path !== undefined && rootDirectory.creationInfo === undefined
      ? [{ property: 'rootDirectory.creationInfo', reason: 'is required: nothing else creates it' }]
      : [],
  create({ fileSystemId, rootDirectory }, { cloud }) {
    const { id, arn } = cloud.efs.createAccessPoint(fileSystemId, rootDirectory?.path ?? '/');
    return { id, outputs: { arn, ownerId: cloud.accountId } };
  },
  update: () => ({}),
  delete: (id, _outputs, { cloud }) => cloud.efs.deleteAccessPoint(id),
});

export const mountTarget = defineHandler({
  type: 'aws:efs/mountTarget:MountTarget',
  inputs: inputs({
    fileSystemId: FileSystemId,
    subnetId: Type.String({ pattern: '^subnet-' }),
    securityGroups: Type.Array(Type.String({ pattern: '^sg-' }), { minItems: 1, maxItems: 5 }),
    region: optional(Type.String()),
  }),
  replaceOnChanges: ['fileSystemId', 'subnetId', 'region'],
  create({ fileSystemId, subnetId, securityGroups }, { cloud }) {
    const { id, ...outputs } = cloud.efs.createMountTarget({
      fileSystemId,
      subnetId,
      securityGroupIds: securityGroups,
    });
    return { id, outputs: { ...outputs, ownerId: cloud.accountId } };
  },
  update(id, { securityGroups }, { cloud }) {
    cloud.efs.setSecurityGroups(id, securityGroups);
    return {};
  },
  delete: (id, _outputs, { cloud }) => cloud.efs.deleteMountTarget(id),
});
