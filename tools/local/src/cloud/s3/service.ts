import { readFile } from 'node:fs/promises';
import type { Arns } from '../arns.ts';
import { AwsError } from '../aws-error.ts';
import type { Service, WireAnswer, WireRequest } from '../front/service.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { Caller } from '../iam/sessions.ts';
import type { Buckets } from './buckets.ts';

const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

const OPERATIONS = { GET: 'GetObject', PUT: 'PutObject' } as const;

/** `METHOD /BUCKET/KEY`, by path style, with nothing in the query but the SDK's own name of the operation. */
const REQUEST = /^(GET|PUT) \/([^/?]+)\/([^?]+)(?:\?x-id=(?:GetObject|PutObject))?$/;

/** What the SDK sends with every call; any other `x-amz-` header would mean something on AWS. */
const KNOWN_HEADERS =
  /^x-amz-(date|security-token|content-sha256|user-agent|sdk-checksum-algorithm|checksum-(mode|crc32))$/;
const MEANINGFUL = /^(x-amz-.*|range|if-.*|content-encoding)$/;

export interface S3Dependencies {
  readonly buckets: Buckets;
  readonly authorizer: Authorizer;
  readonly arns: Arns;
}

/** S3: PutObject and GetObject. */
export function s3Service({ buckets, authorizer, arns }: S3Dependencies): Service {
  async function get(bucket: string, key: string, caller: Caller): Promise<WireAnswer> {
    const file = buckets.findObject(bucket, key);
    if (file === undefined) throw await absent(bucket, caller);
    const headers = { 'content-type': 'application/octet-stream' };
    return { status: 200, headers, body: await readFile(file) };
  }

  /** Who may not list a bucket is not told what is not in it. */
  async function absent(bucket: string, caller: Caller): Promise<AwsError> {
    const permission = { action: 's3:ListBucket', resource: arns.bucket(bucket) };
    return (await authorizer.may(caller, permission)).allowed
      ? new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 })
      : new AwsError('AccessDenied', 'Access Denied', { status: 403 });
  }

  async function put(bucket: string, key: string, body: Buffer): Promise<WireAnswer> {
    await buckets.writeObject(bucket, key, body);
    return { status: 200, headers: {}, body: '' };
  }

  return {
    protocol: 'rest-xml',
    bodyLimitBytes: BODY_LIMIT_BYTES,
    call(text, request) {
      const [, method, bucket, path] = REQUEST.exec(text) ?? [];
      if ((method !== 'GET' && method !== 'PUT') || bucket === undefined || path === undefined) {
        return undefined;
      }
      const operation = OPERATIONS[method];
      refuseUnknown(operation, request);
      const key = decodeURIComponent(path);
      return {
        permissions: [{ action: `s3:${operation}`, resource: arns.object(bucket, key) }],
        run: (caller) =>
          method === 'GET' ? get(bucket, key, caller) : put(bucket, key, request.body),
      };
    },
  };
}

function refuseUnknown(operation: string, { headers }: WireRequest): void {
  const unknown = Object.keys(headers).filter(
    (name) => MEANINGFUL.test(name) && !KNOWN_HEADERS.test(name),
  );
  if (unknown.length === 0) return;
  throw new AwsError(
    'NotImplemented',
    `The local cloud does not know these headers of ${operation}: ${unknown.join(', ')}.`,
    { status: 501 },
  );
}
