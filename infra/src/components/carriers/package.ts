import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { combinedHash, directoryHash } from '../../artefacts/hashes.ts';
import type { ModelArtefact } from '../../artefacts/model-artefact.ts';
import type { Carried } from '../model-function.ts';

const { AssetArchive, FileArchive } = pulumi.asset;

export interface PackageArgs {
  readonly artefact: ModelArtefact;
  /** The folder of the program. */
  readonly program: string;
  readonly bucket: aws.s3.Bucket;
}

/**
 * Carries the program and the model in the function's zip. The zip goes through the bucket, because Lambda takes at most
 * 50 MB directly.
 * @param name what the function's name begins with
 */
export function carryInPackage(
  name: string,
  { artefact, program, bucket }: PackageArgs,
  options: pulumi.CustomResourceOptions,
): Carried {
  const hash = combinedHash(artefact.bundleHash, directoryHash(program));
  const zip = new aws.s3.BucketObjectv2(
    name,
    {
      bucket: bucket.bucket,
      // New content has a new key, so that the function is updated.
      key: `functions/package/${artefact.name}/${hash}.zip`,
      source: new AssetArchive({
        '.': new FileArchive(program),
        model: new FileArchive(artefact.bundle),
      }),
    },
    options,
  );
  return {
    code: {
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      s3Bucket: zip.bucket,
      s3Key: zip.key,
      sourceCodeHash: hash,
    },
  };
}
