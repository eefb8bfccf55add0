export interface EfsControl {
  createFileSystem(): { id: string; arn: string };
  /** @throws AwsError FileSystemInUse while it has mount targets */
  deleteFileSystem(id: string): void;
  putFileSystemPolicy(id: string, policy: string): void;
  deleteFileSystemPolicy(id: string): void;
  /** @param path of its root directory in the file system, which is created when it is missing */
  createAccessPoint(fileSystemId: string, path: string): { id: string; arn: string };
  deleteAccessPoint(id: string): void;
  /** @throws AwsError MountTargetConflict for a second one in a zone, or one in another VPC */
  createMountTarget(target: {
    fileSystemId: string;
    subnetId: string;
    securityGroupIds: readonly string[];
  }): { id: string; availabilityZoneName: string; networkInterfaceId: string };
  setSecurityGroups(mountTargetId: string, securityGroupIds: readonly string[]): void;
  deleteMountTarget(id: string): void;
}
