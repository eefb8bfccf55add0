import { ec2 } from '../ec2/index.ts';
import { defineService } from '../service.ts';
import { FileSystems } from './file-systems.ts';
import { accessPoint, fileSystem, fileSystemPolicy, mountTarget } from './resources.ts';

/** EFS: file systems for functions in a VPC. Nothing here calls its own API. */
export const efs = defineService({
  name: 'efs',
  needs: { ec2 },
  start: (context, { ec2 }) => ({ control: new FileSystems(context, ec2.control) }),
  resources: [accessPoint, fileSystem, fileSystemPolicy, mountTarget],
});
