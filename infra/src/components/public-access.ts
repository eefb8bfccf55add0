import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

/** Keeps a bucket private, whatever somebody may write into its access lists or its policy. */
export function blockPublicAccess(
  name: string,
  bucket: aws.s3.Bucket,
  opts: pulumi.CustomResourceOptions,
): void {
  new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    opts,
  );
}
