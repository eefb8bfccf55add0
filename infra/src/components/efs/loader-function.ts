import { FUNCTION_FILES } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { FunctionArtefact } from '../../artefacts/find-hosts.ts';
import { SIZES } from '../../sizes.ts';
import type { FunctionRole } from '../function-role.ts';
import type { ModelNetwork } from './model-network.ts';

const { AssetArchive, FileArchive, FileAsset } = pulumi.asset;

/** The folders of the loader's package: the programs that it copies. */
export const PROGRAMS = { plain: 'program', pictures: 'program-images' } as const;

export interface LoaderFunctionArgs {
  /** Of all that is in its package. */
  readonly hash: string;
  readonly program: FunctionArtefact;
  readonly bucket: aws.s3.Bucket;
  readonly role: FunctionRole;
  readonly network: ModelNetwork;
  readonly accessPoint: aws.efs.AccessPoint;
}

/** The function that copies models to the file system. The programs that it copies are in its package. */
export function loaderFunction(
  name: string,
  { hash, program, bucket, role: own, network, accessPoint }: LoaderFunctionArgs,
  options: pulumi.CustomResourceOptions,
): aws.lambda.Function {
  const { role, policy, logGroup } = own;
  const zip = new aws.s3.BucketObjectv2(
    name,
    {
      bucket: bucket.bucket,
      key: `functions/loader/${hash}.zip`,
      source: new AssetArchive({
        'index.mjs': new FileAsset(program.loader),
        [PROGRAMS.plain]: new FileArchive(program.program),
        [PROGRAMS.pictures]: new FileArchive(program.pictureProgram),
      }),
    },
    options,
  );
  return new aws.lambda.Function(
    name,
    {
      role: role.arn,
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'index.handler',
      s3Bucket: zip.bucket,
      s3Key: zip.key,
      sourceCodeHash: hash,
      memorySize: SIZES.loader.memoryMegabytes,
      timeout: SIZES.loader.timeoutSeconds,
      environment: { variables: { MODEL_MOUNT: FUNCTION_FILES.mount } },
      vpcConfig: { subnetIds: network.subnetIds, securityGroupIds: [network.loader.id] },
      fileSystemConfig: { arn: accessPoint.arn, localMountPath: FUNCTION_FILES.mount },
      loggingConfig: { logFormat: 'JSON', logGroup: logGroup.name },
    },
    { ...options, dependsOn: [policy, ...network.ready] },
  );
}
