import type { CorsRule } from './cors.ts';

export interface S3Control {
  createBucket(name: string): { arn: string };
  deleteBucket(name: string): void;
  emptyBucket(name: string): void;
  /** `contentType` is `application/octet-stream` by default. */
  putObject(bucket: string, key: string, file: string, contentType?: string): Promise<void>;
  /** Puts an archive that is unpacked in `directory`, which becomes the object's own. */
  putArchive(bucket: string, key: string, directory: string): Promise<void>;
  deleteObject(bucket: string, key: string): void;
  putBucketPolicy(bucket: string, policy: string): void;
  deleteBucketPolicy(bucket: string): void;
  /** @throws AwsError NoSuchBucket */
  putBucketCors(bucket: string, rules: readonly CorsRule[]): void;
  deleteBucketCors(bucket: string): void;
}
