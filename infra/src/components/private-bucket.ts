import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import { tlsOnlyPolicy } from '../policies/tls-only.ts';

/** Parts of an upload that never ends are stored, paid for, and in no listing. */
export const ABORT_UPLOADS = {
  id: 'abort-uploads',
  status: 'Enabled',
  filter: {},
  abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
};

/** Keeps a bucket private, whatever its access lists or its policy may say later, and closed to HTTP without TLS. */
export function keepPrivate(
  name: string,
  bucket: aws.s3.Bucket,
  opts: pulumi.CustomResourceOptions,
): void {
  const block = new aws.s3.BucketPublicAccessBlock(
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
  new aws.s3.BucketPolicy(
    name,
    {
      bucket: bucket.bucket,
      policy: bucket.arn.apply((arn) => JSON.stringify(tlsOnlyPolicy(arn))),
    },
    // S3 refuses two such changes of one bucket at once.
    { ...opts, dependsOn: [block] },
  );
}
