import { open } from 'node:fs/promises';
import { AwsError } from '../../../cloud/aws-error.ts';
import type { WireAnswer, WireRequest } from '../../../cloud/front/wire-service.ts';
import type { Caller } from '../../../cloud/iam/sessions.ts';
import type { StoredObject } from '../buckets.ts';
import type { S3Dependencies, S3Operation, S3Target } from './operation.ts';

/** A browser asks again for what it has, by the second and third. */
const HEADERS = ['range', 'if-none-match', 'if-modified-since', 'if-match', 'x-amz-checksum-mode'];

/** A presigned URL may say with which headers its object is answered. */
const ANSWER_PARAMETERS = {
  'response-content-type': 'content-type',
  'response-content-disposition': 'content-disposition',
} as const;

/** A presigned URL carries the SDK's header as a parameter. */
const PARAMETERS = ['x-amz-checksum-mode', ...Object.keys(ANSWER_PARAMETERS)];

/** GetObject: the whole object, or one range of bytes. */
export const getObject: S3Operation = {
  name: 'GetObject',
  parameters: PARAMETERS,
  headers: HEADERS,
  call: (target, request, dependencies) => read(target, request, dependencies),
};

/** HeadObject: GetObject's answer without the body. AWS requires `s3:GetObject` here too. */
export const headObject: S3Operation = {
  name: 'HeadObject',
  parameters: PARAMETERS,
  headers: HEADERS,
  call: (target, request, dependencies) => read(target, request, dependencies),
};

function read({ bucket, key }: S3Target, request: WireRequest, dependencies: S3Dependencies) {
  const { arns, buckets } = dependencies;
  return {
    permissions: [
      {
        action: 's3:GetObject',
        resource: arns.object(bucket, key),
        resourcePolicy: buckets.policyOf(bucket),
      },
    ],
    run: async (caller: Caller): Promise<WireAnswer> => {
      buckets.checkBucket(bucket);
      const object = buckets.findObject(bucket, key);
      if (!object) throw await absent(bucket, caller, dependencies);
      const wanted = request.headers['if-match'];
      if (wanted !== undefined && wanted !== object.etag) {
        const message = 'At least one of the pre-conditions you specified did not hold';
        throw new AwsError('PreconditionFailed', message, { status: 412 });
      }
      if (isUnchanged(object, request))
        return { status: 304, headers: headersOf(object), body: '' };
      if (object.isArchive) throw unpacked(key);
      return answer(object, request);
    },
  };
}

/** `If-Modified-Since`, in whole seconds, counts only without `If-None-Match`. */
function isUnchanged({ etag, modifiedAt }: StoredObject, { headers }: WireRequest): boolean {
  const known = headers['if-none-match'];
  if (known !== undefined) return known.split(/,\s*/).includes(etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return Math.floor(modifiedAt.getTime() / 1000) * 1000 <= since;
}

const headersOf = ({ etag, modifiedAt }: StoredObject) => ({
  etag,
  'last-modified': modifiedAt.toUTCString(),
});

/** A caller who may not list the bucket gets a 403 instead of a 404. */
async function absent(
  bucket: string,
  caller: Caller,
  { authorizer, arns }: S3Dependencies,
): Promise<AwsError> {
  const permission = { action: 's3:ListBucket', resource: arns.bucket(bucket) };
  return (await authorizer.may(caller, permission)).allowed
    ? new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 })
    : new AwsError('AccessDenied', 'Access Denied', { status: 403 });
}

function unpacked(key: string): AwsError {
  const message = `The local cloud keeps the archive ${key} unpacked, for Lambda: it cannot be downloaded.`;
  return new AwsError('NotImplemented', message, { status: 501 });
}

interface Range {
  readonly first: number;
  readonly last: number;
}

/** @throws AwsError InvalidRange; NotImplemented for several ranges */
function rangeOf(header: string | undefined, bytes: number): Range | undefined {
  if (header === undefined) return undefined;
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (from === undefined || to === undefined || from + to === '') {
    const message = `The local cloud does not know the range ${header}: one range of bytes is allowed.`;
    throw new AwsError('NotImplemented', message, { status: 501 });
  }
  const first = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const last = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (first > last) {
    throw new AwsError('InvalidRange', 'The requested range is not satisfiable', { status: 416 });
  }
  return { first, last };
}

async function answer(
  object: StoredObject,
  { method, headers, query }: WireRequest,
): Promise<WireAnswer> {
  const { file, bytes, contentType, checksum } = object;
  const range = rangeOf(headers.range, bytes);
  const { first, last } = range ?? { first: 0, last: bytes - 1 };
  const length = last - first + 1;
  const mode = headers['x-amz-checksum-mode'] ?? query.get('x-amz-checksum-mode');
  const asked = Object.entries(ANSWER_PARAMETERS).flatMap(([parameter, header]) => {
    const value = query.get(parameter);
    return value === null ? [] : [[header, value] as const];
  });
  return {
    status: range ? 206 : 200,
    headers: {
      'accept-ranges': 'bytes',
      'content-type': contentType,
      'content-length': String(length),
      ...headersOf(object),
      ...(range ? { 'content-range': `bytes ${first}-${last}/${bytes}` } : {}),
      ...(mode === 'ENABLED' && !range ? checksum : {}),
      ...Object.fromEntries(asked),
    },
    body: method === 'HEAD' ? '' : await part(file, first, length),
  };
}

async function part(file: string, position: number, length: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read({ buffer: Buffer.alloc(length), position });
    return buffer;
  } finally {
    await handle.close();
  }
}
