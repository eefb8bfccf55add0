import { Type, type Static } from 'typebox';
import { handlersFor } from '../../resources/handler.ts';
import { arn, inputs, name, optional, regionalInputs } from '../../resources/schema.ts';
import type { NotificationConfiguration, S3NotificationsControl } from './control.ts';

const defineHandler = handlersFor<Record<'s3notifications', S3NotificationsControl>>();

const NotificationInputs = regionalInputs({
  bucket: Type.String(),
  lambdaFunctions: Type.Array(
    inputs({
      id: optional(name('', 255)),
      lambdaFunctionArn: arn('lambda'),
      // Objects are written in one part here, and never copied.
      events: Type.Array(
        Type.Enum([
          's3:ObjectCreated:*',
          's3:ObjectCreated:Put',
          's3:ObjectRemoved:*',
          's3:ObjectRemoved:Delete',
        ]),
        { minItems: 1 },
      ),
      filterPrefix: optional(Type.String()),
      filterSuffix: optional(Type.String()),
    }),
  ),
});

/** All notifications of one bucket. */
export const bucketNotification = defineHandler({
  type: 'aws:s3/bucketNotification:BucketNotification',
  inputs: NotificationInputs,
  replaceOnChanges: ['bucket', 'region'],
  async create(given, { cloud }) {
    await cloud.s3notifications.putBucketNotification(given.bucket, configurations(given));
    return { id: given.bucket, outputs: {} };
  },
  async update(id, given, { cloud }) {
    await cloud.s3notifications.putBucketNotification(id, configurations(given));
    return {};
  },
  delete: (id, _outputs, { cloud }) => cloud.s3notifications.putBucketNotification(id, []),
});

function configurations({
  lambdaFunctions,
}: Static<typeof NotificationInputs>): NotificationConfiguration[] {
  return lambdaFunctions.map((one, at) => ({
    id: one.id ?? `pulumi-${at}`,
    functionArn: one.lambdaFunctionArn,
    events: one.events,
    prefix: one.filterPrefix ?? '',
    suffix: one.filterSuffix ?? '',
  }));
}
