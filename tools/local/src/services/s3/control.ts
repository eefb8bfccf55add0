export interface S3Control {
  createBucket(name: string): { arn: string };
  deleteBucket(name: string): void;
  emptyBucket(name: string): Promise<void>;
  /** `contentType` is `application/octet-stream` by default. */
  putObject(bucket: string, key: string, file: string, contentType?: string): Promise<void>;
  deleteObject(bucket: string, key: string): Promise<void>;
  putBucketPolicy(bucket: string, policy: string): void;
  deleteBucketPolicy(bucket: string): void;
}
