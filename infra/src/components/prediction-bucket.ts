import { LIMITS } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { ABORT_UPLOADS, keepPrivate } from './private-bucket.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** One day more than an item is kept at most, so that no clock difference expires an object before its item. */
const EXPIRES_AFTER_DAYS =
  Math.ceil(Math.max(LIMITS.queuedKeptSeconds, LIMITS.predictionKeptSeconds) / DAY_SECONDS) + 1;

/**
 * The private bucket for inputs and answers that are too large for the table, and for those of jobs (`BUCKET`). S3 expires
 * all of them. No object outlives its prediction by long, so `pulumi destroy` may empty the bucket.
 */
export class PredictionBucket extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:PredictionBucket', name, {}, opts);
    const child = { parent: this };
    this.bucket = new aws.s3.Bucket(name, { forceDestroy: true }, child);
    keepPrivate(name, this.bucket, child);
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        bucket: this.bucket.bucket,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
      },
      child,
    );
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket: this.bucket.bucket,
        rules: [
          {
            id: 'expire',
            status: 'Enabled',
            filter: {},
            expiration: { days: EXPIRES_AFTER_DAYS },
          },
          ABORT_UPLOADS,
        ],
      },
      child,
    );
    this.registerOutputs({ bucket: this.bucket.bucket });
  }
}
