import { Deliveries } from '../lambda/deliveries.ts';
import { lambda } from '../lambda/index.ts';
import { s3 } from '../s3/index.ts';
import { defineService } from '../service.ts';
import { Notifications } from './notifications.ts';
import { bucketNotification } from './resources.ts';

/** S3's notifications. They are apart from S3, which Lambda needs for its code. */
export const s3Notifications = defineService({
  name: 's3notifications',
  needs: { lambda, s3 },
  start: (context, { lambda, s3 }) => ({
    control: new Notifications({
      context,
      buckets: s3.control,
      functions: lambda.control,
      deliveries: new Deliveries('s3', context, lambda.control),
    }),
  }),
  resources: [bucketNotification],
});
