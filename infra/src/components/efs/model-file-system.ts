import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Statement } from '../../policies/document.ts';
import { fileSystemPolicy, mountStatement, networkStatement } from '../../policies/efs.ts';

/** The user of all files. No process runs as this user on its own: access points make every client this user. */
const OWNER = { uid: 1000, gid: 1000 };

/** The folder of all models, in which each has one. */
const ROOT = '/models';

/** The file system that holds the models of a stack which neither a zip nor an image carries. */
export class ModelFileSystem extends pulumi.ComponentResource {
  readonly fileSystem: aws.efs.FileSystem;
  /** Sees the folders of all models. */
  readonly loaderAccess: aws.efs.AccessPoint;
  readonly #name: string;
  readonly #policy: aws.efs.FileSystemPolicy;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:ModelFileSystem', name, {}, opts);
    this.#name = name;
    this.fileSystem = new aws.efs.FileSystem(
      name,
      {
        encrypted: true,
        // Bursting throughput grows with the stored bytes: a file system of 70 MB would get 4 KB/s.
        throughputMode: 'elastic',
        tags: { Name: name },
      },
      { parent: this },
    );
    this.#policy = new aws.efs.FileSystemPolicy(
      name,
      {
        fileSystemId: this.fileSystem.id,
        policy: this.fileSystem.arn.apply((arn) => JSON.stringify(fileSystemPolicy(arn))),
      },
      { parent: this },
    );
    this.loaderAccess = this.#accessPoint(`${name}-loader`, ROOT);
    this.registerOutputs({ fileSystem: this.fileSystem.id });
  }

  /** The access point that sees only the folder of this model. */
  accessOf(model: string): aws.efs.AccessPoint {
    return this.#accessPoint(`${this.#name}-model-${model}`, `${ROOT}/${model}`);
  }

  /** What a function that mounts `accessPoint` may do. */
  statements(
    accessPoint: aws.efs.AccessPoint,
    rights: { readonly writes: boolean },
  ): pulumi.Output<Statement[]> {
    return pulumi
      .all([this.fileSystem.arn, accessPoint.arn])
      .apply(([fileSystem, access]) => [
        networkStatement(),
        mountStatement(fileSystem, access, rights),
      ]);
  }

  #accessPoint(name: string, path: string): aws.efs.AccessPoint {
    return new aws.efs.AccessPoint(
      name,
      {
        fileSystemId: this.fileSystem.id,
        posixUser: OWNER,
        rootDirectory: {
          path,
          creationInfo: { ownerUid: OWNER.uid, ownerGid: OWNER.gid, permissions: '750' },
        },
        tags: { Name: name },
      },
      // Before the policy exists, anybody who reaches the file system may mount it.
      { parent: this, dependsOn: [this.#policy] },
    );
  }
}
