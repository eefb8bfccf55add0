import { AwsError } from '../../../cloud/aws-error.ts';
import type { WireRequest } from '../../../cloud/front/wire-service.ts';
import { CHECKSUM_HEADERS, checksumOf } from './checksum.ts';
import type { S3Operation } from './operation.ts';

const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';

/** PutObject with the body in one part. A wrong checksum is refused; `If-None-Match: *` never replaces an object. */
export const putObject: S3Operation = {
  name: 'PutObject',
  parameters: [],
  headers: [...CHECKSUM_HEADERS, 'x-amz-sdk-checksum-algorithm', 'if-none-match'],
  call({ bucket, key }, request, { arns, buckets }) {
    checkLength(request);
    const ifNoneMatch = readIfNoneMatch(request);
    const checksum = checksumOf(request);
    return {
      permissions: [
        {
          action: 's3:PutObject',
          resource: arns.object(bucket, key),
          resourcePolicy: buckets.policyOf(bucket),
        },
      ],
      run: async () => {
        const { etag } = await buckets.writeObject(bucket, key, request.body, {
          contentType: request.headers['content-type'] ?? DEFAULT_CONTENT_TYPE,
          checksum,
          ifNoneMatch,
        });
        return { status: 200, headers: { etag, ...checksum }, body: '' };
      },
    };
  },
};

/** @throws AwsError MissingContentLength */
function checkLength({ headers }: WireRequest): void {
  if (headers['content-length'] !== undefined) return;
  const message = 'You must provide the Content-Length HTTP header.';
  throw new AwsError('MissingContentLength', message, { status: 411 });
}

/** @throws AwsError NotImplemented: an object is written only where there is none, or in any case */
function readIfNoneMatch({ headers }: WireRequest): boolean {
  const wanted = headers['if-none-match'];
  if (wanted === undefined || wanted === '*') return wanted === '*';
  const message = 'A header you provided implies functionality that is not implemented';
  throw new AwsError('NotImplemented', message, {
    status: 501,
    members: { Header: 'If-None-Match' },
  });
}
