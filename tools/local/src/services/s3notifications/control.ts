import type { Disturbance } from '../lambda/deliveries.ts';

/** Which changes of a bucket's objects invoke a function. */
export interface NotificationConfiguration {
  readonly id: string;
  readonly functionArn: string;
  /** `s3:ObjectCreated:*` and the like. */
  readonly events: readonly string[];
  /** What the key begins and ends with; anything, if empty. */
  readonly prefix: string;
  readonly suffix: string;
}

export interface S3NotificationsControl {
  /**
   * Replaces all of a bucket's configurations.
   * @throws AwsError NoSuchBucket; InvalidArgument when two overlap, or S3 may not invoke a function
   */
  putBucketNotification(
    bucket: string,
    configurations: readonly NotificationConfiguration[],
  ): Promise<void>;
  /** For tests: when each delivery arrives. */
  disturb(disturbance: Disturbance): void;
}
