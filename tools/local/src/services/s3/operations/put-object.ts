import { crc32 } from 'node:zlib';
import { AwsError } from '../../../cloud/aws-error.ts';
import type { WireRequest } from '../../../cloud/front/wire-service.ts';
import type { S3Operation } from './operation.ts';

const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';

/** PutObject with the body in one part; a wrong CRC32 is refused. */
export const putObject: S3Operation = {
  name: 'PutObject',
  parameters: [],
  headers: ['x-amz-checksum-crc32', 'x-amz-sdk-checksum-algorithm'],
  call({ bucket, key }, request, { arns, buckets }) {
    checkChecksum(request);
    return {
      permissions: [
        {
          action: 's3:PutObject',
          resource: arns.object(bucket, key),
          resourcePolicy: buckets.policyOf(bucket),
        },
      ],
      run: async () => {
        const contentType = request.headers['content-type'] ?? DEFAULT_CONTENT_TYPE;
        const { etag } = await buckets.writeObject(bucket, key, request.body, contentType);
        return { status: 200, headers: { etag }, body: '' };
      },
    };
  },
};

/** @throws AwsError BadDigest */
function checkChecksum({ headers, body }: WireRequest): void {
  const given = headers['x-amz-checksum-crc32'];
  if (given === undefined) return;
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  if (given === bytes.toString('base64')) return;
  throw new AwsError('BadDigest', 'The CRC32 you specified did not match the calculated checksum.');
}
