import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { Caller } from '../../cloud/iam/sessions.ts';
import { removeDirectory } from '../../cloud/processes/remove-directory.ts';
import type { Network, Placed } from '../ec2/network.ts';
import type { EfsControl } from './control.ts';

interface AccessPoint {
  readonly arn: string;
  readonly fileSystemId: string;
  readonly directory: string;
}

interface MountTarget {
  readonly fileSystemId: string;
  readonly subnetId: string;
  securityGroupIds: readonly string[];
}

/** An access point as a client sees it. */
export interface Mount {
  readonly directory: string;
  readonly isReadOnly: boolean;
}

const PORT_NFS = 2049;

/** EFS: a file system is a directory, and an access point a directory in it. */
export class FileSystems implements EfsControl {
  readonly #context: CloudContext;
  readonly #network: Network;
  /** Id → the directory. */
  readonly #fileSystems = new Map<string, string>();
  /** The policies of file systems that have one. */
  readonly #policies = new Map<string, unknown>();
  readonly #accessPoints = new Map<string, AccessPoint>();
  readonly #mountTargets = new Map<string, MountTarget>();

  constructor(context: CloudContext, network: Network) {
    this.#context = context;
    this.#network = network;
  }

  createFileSystem(): { id: string; arn: string } {
    const id = newId('fs');
    const directory = join(this.#context.scratch, 'efs', id);
    mkdirSync(directory, { recursive: true });
    this.#fileSystems.set(id, directory);
    return { id, arn: this.#arn(`file-system/${id}`) };
  }

  deleteFileSystem(id: string): void {
    const directory = this.#fileSystems.get(id);
    if (directory === undefined) return;
    if (this.#targetsOf(id).length > 0) {
      const text = `The file system '${id}' has mount targets, which must be deleted first.`;
      throw new AwsError('FileSystemInUse', text, { status: 409 });
    }
    this.#fileSystems.delete(id);
    this.#policies.delete(id);
    removeDirectory(directory);
  }

  /** @throws AwsError FileSystemNotFound, InvalidPolicyException */
  putFileSystemPolicy(id: string, policy: string): void {
    this.#existing(id);
    try {
      this.#policies.set(id, JSON.parse(policy));
    } catch {
      throw new AwsError('InvalidPolicyException', 'Policies must be valid JSON.');
    }
  }

  deleteFileSystemPolicy(id: string): void {
    this.#policies.delete(id);
  }

  createAccessPoint(fileSystemId: string, path: string): { id: string; arn: string } {
    const directory = join(this.#existing(fileSystemId), path);
    mkdirSync(directory, { recursive: true });
    const id = newId('fsap');
    const arn = this.#arn(`access-point/${id}`);
    this.#accessPoints.set(id, { arn, fileSystemId, directory });
    return { id, arn };
  }

  deleteAccessPoint(id: string): void {
    this.#accessPoints.delete(id);
  }

  createMountTarget(target: Parameters<EfsControl['createMountTarget']>[0]) {
    const { fileSystemId, subnetId, securityGroupIds } = target;
    this.#existing(fileSystemId);
    const zone = this.#network.zoneOf(subnetId);
    for (const other of this.#targetsOf(fileSystemId)) {
      const isSameVpc = this.#network.vpcOf(other.subnetId) === this.#network.vpcOf(subnetId);
      if (isSameVpc && this.#network.zoneOf(other.subnetId) !== zone) continue;
      const text = isSameVpc
        ? 'mount target already exists in this AZ'
        : 'requested subnet for new mount target is not in the same VPC as existing mount targets';
      throw new AwsError('MountTargetConflict', text, { status: 409 });
    }
    const id = newId('fsmt');
    this.#network.attach(id, { subnetIds: [subnetId], securityGroupIds });
    this.#mountTargets.set(id, { fileSystemId, subnetId, securityGroupIds });
    return { id, availabilityZoneName: zone, networkInterfaceId: newId('eni') };
  }

  setSecurityGroups(mountTargetId: string, securityGroupIds: readonly string[]): void {
    const target = this.#mountTargets.get(mountTargetId);
    if (!target) return;
    this.#network.attach(mountTargetId, { subnetIds: [target.subnetId], securityGroupIds });
    target.securityGroupIds = securityGroupIds;
  }

  deleteMountTarget(id: string): void {
    this.#network.detach(id);
    this.#mountTargets.delete(id);
  }

  /** The zones of `subnetIds` in which the access point's file system has no mount target. */
  zonesWithout(accessPointArn: string, subnetIds: readonly string[]): string[] {
    const { fileSystemId } = this.#accessPoint(accessPointArn);
    const zones = this.#targetsOf(fileSystemId).map(({ subnetId }) =>
      this.#network.zoneOf(subnetId),
    );
    return subnetIds
      .map((subnetId) => this.#network.zoneOf(subnetId))
      .filter((zone) => !zones.includes(zone));
  }

  /**
   * Mounts an access point for a function. Once the file system has a policy, EFS checks each client's permissions.
   * @throws AwsError EFSMountConnectivityException when the network does not let it through, EFSMountFailureException
   * when the access point is gone or the role may not mount it
   */
  async mount(accessPointArn: string, placed: Placed, caller: Caller): Promise<Mount> {
    const { fileSystemId, directory } = this.#accessPoint(accessPointArn);
    const targets = this.#targetsOf(fileSystemId);
    const zones = placed.subnetIds.map((subnetId) => this.#network.zoneOf(subnetId));
    const unreachable = zones.find(
      (zone) =>
        !targets.some(
          ({ subnetId, securityGroupIds }) =>
            this.#network.zoneOf(subnetId) === zone &&
            this.#network.connects(placed.securityGroupIds, securityGroupIds, PORT_NFS),
        ),
    );
    if (unreachable !== undefined) {
      throw new AwsError(
        'EFSMountConnectivityException',
        `The function couldn't connect to the Amazon EFS file system ${fileSystemId} in ${unreachable}: there is no mount target, or the security groups do not let port ${PORT_NFS} through.`,
        { status: 408 },
      );
    }
    if (!this.#policies.has(fileSystemId)) return { directory, isReadOnly: false };
    const may = (action: string) =>
      this.#context.authorizer.may(caller, {
        action: `elasticfilesystem:${action}`,
        resource: this.#arn(`file-system/${fileSystemId}`),
        resourcePolicy: this.#policies.get(fileSystemId),
        conditions: { 'elasticfilesystem:AccessPointArn': accessPointArn },
      });
    const mounts = await may('ClientMount');
    if (!mounts.allowed) {
      throw new AwsError(
        'EFSMountFailureException',
        `The function couldn't mount the Amazon EFS file system ${fileSystemId} with the access point ${accessPointArn}: access denied ${mounts.because}.`,
        { status: 403 },
      );
    }
    return { directory, isReadOnly: !(await may('ClientWrite')).allowed };
  }

  #targetsOf(fileSystemId: string): MountTarget[] {
    return [...this.#mountTargets.values()].filter((one) => one.fileSystemId === fileSystemId);
  }

  #accessPoint(arn: string): AccessPoint {
    const found = [...this.#accessPoints.values()].find((one) => one.arn === arn);
    if (found) return found;
    const text = `The access point ${arn} does not exist.`;
    throw new AwsError('EFSMountFailureException', text, { status: 403 });
  }

  #existing(fileSystemId: string): string {
    const directory = this.#fileSystems.get(fileSystemId);
    if (directory !== undefined) return directory;
    const text = `File system '${fileSystemId}' does not exist.`;
    throw new AwsError('FileSystemNotFound', text, { status: 404 });
  }

  #arn(resource: string): string {
    return this.#context.arns.of('elasticfilesystem', resource);
  }
}

const newId = (prefix: string) => `${prefix}-0${randomBytes(8).toString('hex')}`;
