import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import { tlsOnlyPolicy } from '../policies/tls-only.ts';

/** Parts of an unfinished multipart upload are stored and billed, but appear in no listing of objects. */
export const ABORT_UPLOADS = {
  id: 'abort-uploads',
  status: 'Enabled',
  filter: {},
  abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
};

/** Keeps a bucket private, whatever ACL or policy it gets later, and refuses requests without TLS. */
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
    // S3 refuses two concurrent changes of this kind to one bucket.
    { ...opts, dependsOn: [block] },
  );
}
