import { FUNCTION_FILES } from '@pilotlight/contracts';
import type * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Loaded } from '../efs/model-loader.ts';
import type { ModelNetwork } from '../efs/model-network.ts';
import type { Carried } from '../model-function.ts';

const { AssetArchive, FileAsset } = pulumi.asset;

export interface EfsArgs {
  readonly network: ModelNetwork;
  /** Sees the folder of the model only. */
  readonly accessPoint: aws.efs.AccessPoint;
  readonly loaded: Loaded;
  /** The code of the function itself, which starts the program on the file system. */
  readonly starter: string;
}

/** Lets a function find the program and the model on the file system. */
export function carryOnEfs({ network, accessPoint, loaded, starter }: EfsArgs): Carried {
  const { mount } = FUNCTION_FILES;
  return {
    code: {
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      code: new AssetArchive({ 'index.mjs': new FileAsset(starter) }),
      vpcConfig: { subnetIds: network.subnetIds, securityGroupIds: [network.models.id] },
      fileSystemConfig: { arn: accessPoint.arn, localMountPath: mount },
    },
    variables: { MODEL_DIRECTORY: `${mount}/${loaded.hash}`, MODEL_MARKER: 'required' },
    after: [...network.ready, loaded.invocation],
  };
}
