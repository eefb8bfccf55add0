import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { ABORT_UPLOADS, keepPrivate } from './private-bucket.ts';

/**
 * The private bucket of model bundles. Every object in it is a resource of the stack, so `pulumi destroy` empties it.
 * No stack sets `forceDestroy`: `pulumi destroy` stops if the bucket holds an object that the stack did not put there.
 */
export class ArtefactBucket extends pulumi.ComponentResource {
  readonly bucket: aws.s3.Bucket;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:ArtefactBucket', name, {}, opts);
    this.bucket = new aws.s3.Bucket(name, {}, { parent: this });
    keepPrivate(name, this.bucket, { parent: this });
    new aws.s3.BucketLifecycleConfiguration(
      name,
      { bucket: this.bucket.bucket, rules: [ABORT_UPLOADS] },
      { parent: this },
    );
    this.registerOutputs({ bucket: this.bucket.bucket });
  }
}
