import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '../../../cloud/aws-error.ts';
import type { WireRequest } from '../../../cloud/front/wire-service.ts';

/** Each checksum in base64, by the header that carries it. */
const CHECKSUMS = {
  'x-amz-checksum-crc32': {
    name: 'CRC32',
    bytes: 4,
    of: (body: Buffer) => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(crc32(body));
      return bytes.toString('base64');
    },
  },
  'x-amz-checksum-sha256': {
    name: 'SHA256',
    bytes: 32,
    of: (body: Buffer) => createHash('sha256').update(body).digest('base64'),
  },
} as const;

export const CHECKSUM_HEADERS = Object.keys(CHECKSUMS) as (keyof typeof CHECKSUMS)[];

/** What the sender says about the content: at most one checksum, which is right. */
export type Checksum = Partial<Record<keyof typeof CHECKSUMS, string>>;

/** @throws AwsError InvalidRequest, BadDigest */
export function checksumOf({ headers, body }: WireRequest): Checksum {
  const [header, ...others] = CHECKSUM_HEADERS.filter((name) => headers[name] !== undefined);
  if (header === undefined) return {};
  if (others.length > 0) {
    const message =
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.';
    throw new AwsError('InvalidRequest', message);
  }
  const { name, bytes, of } = CHECKSUMS[header];
  const given = String(headers[header]);
  if (Buffer.from(given, 'base64').length !== bytes) {
    throw new AwsError('InvalidRequest', `Value for ${header} header is invalid.`);
  }
  if (given === of(body)) return { [header]: given };
  const message = `The ${name} you specified did not match the calculated checksum.`;
  throw new AwsError('BadDigest', message);
}
