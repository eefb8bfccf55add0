import { xmlDocument, xmlElement } from '../../../cloud/front/xml.ts';
import type { S3Operation } from './operation.ts';

/** ListBuckets, all of them on the first page. */
export const listBuckets: S3Operation = {
  name: 'ListBuckets',
  parameters: [],
  headers: [],
  call: (_target, _request, { buckets }) => ({
    // The action has no resource-level permissions.
    permissions: [{ action: 's3:ListAllMyBuckets', resource: '*' }],
    run: () => {
      const listed = buckets
        .all()
        .map(
          ({ name, createdAt }) =>
            `<Bucket>${xmlElement('Name', name)}${xmlElement('CreationDate', createdAt.toISOString())}</Bucket>`,
        );
      return Promise.resolve({
        status: 200,
        headers: { 'content-type': 'application/xml' },
        body: xmlDocument(
          `<ListAllMyBucketsResult><Buckets>${listed.join('')}</Buckets></ListAllMyBucketsResult>`,
        ),
      });
    },
  }),
};

/** HeadBucket: whether the bucket exists. */
export const headBucket: S3Operation = {
  name: 'HeadBucket',
  parameters: [],
  headers: [],
  call: ({ bucket }, _request, { arns, buckets }) => ({
    permissions: [
      {
        action: 's3:ListBucket',
        resource: arns.bucket(bucket),
        resourcePolicy: buckets.policyOf(bucket),
      },
    ],
    run: () => {
      buckets.checkBucket(bucket);
      return Promise.resolve({ status: 200, headers: {}, body: '' });
    },
  }),
};
