import type { S3Operation } from './operation.ts';

/** DeleteObject: succeeds for a missing object, too. */
export const deleteObject: S3Operation = {
  name: 'DeleteObject',
  parameters: [],
  headers: [],
  call: ({ bucket, key }, _request, { arns, buckets }) => ({
    permissions: [
      {
        action: 's3:DeleteObject',
        resource: arns.object(bucket, key),
        resourcePolicy: buckets.policyOf(bucket),
      },
    ],
    run: () => {
      buckets.checkBucket(bucket);
      buckets.deleteObject(bucket, key);
      return Promise.resolve({ status: 204, headers: {}, body: '' });
    },
  }),
};
