import { AwsError } from '../../cloud/aws-error.ts';
import { decodePath } from '../../cloud/front/canonical-request.ts';
import { isSignatureParameter } from '../../cloud/front/signature.ts';
import type { WireRequest, WireService } from '../../cloud/front/wire-service.ts';
import { s3CrossOrigin } from './cors.ts';
import { deleteObject } from './operations/delete-object.ts';
import { getObject, headObject } from './operations/get-object.ts';
import { headBucket, listBuckets } from './operations/list-buckets.ts';
import { listObjects } from './operations/list-objects.ts';
import { refuseUnknown, type S3Dependencies, type S3Operation } from './operations/operation.ts';
import { putObject } from './operations/put-object.ts';

/** A body is held in memory. It is more than any upload of the project may have. */
const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

const KEY_LIMIT_BYTES = 1024;

/** S3 with path-style addresses, `/BUCKET/KEY`: lists, reads, single-part writes and deletions. */
export function s3Service(dependencies: S3Dependencies): WireService {
  return {
    protocol: 'rest-xml',
    bodyLimitBytes: BODY_LIMIT_BYTES,
    crossOrigin: s3CrossOrigin(dependencies.buckets),
    call(_operation, signed) {
      const request = withoutSignature(signed);
      const [, bucket = '', path = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(request.path) ?? [];
      const operation = operationOf(request.method, bucket, path, request.query);
      if (!operation) return undefined;
      refuseUnknown(operation, request);
      return operation.call({ bucket, key: keyOf(path) }, request, dependencies);
    },
  };
}

/** The request as an operation reads it: the parameters of a presigned URL's signature are not its own. */
function withoutSignature(request: WireRequest): WireRequest {
  const query = new URLSearchParams(
    [...request.query].filter(([name]) => !isSignatureParameter(name)),
  );
  return { ...request, query };
}

/** @throws AwsError KeyTooLongError */
function keyOf(path: string): string {
  const key = decodePath(path);
  if (Buffer.byteLength(key) <= KEY_LIMIT_BYTES) return key;
  throw new AwsError('KeyTooLongError', 'Your key is too long');
}

function operationOf(
  method: string,
  bucket: string,
  path: string,
  query: URLSearchParams,
): S3Operation | undefined {
  if (bucket === '') return method === 'GET' ? listBuckets : undefined;
  if (path === '') {
    if (method === 'HEAD') return headBucket;
    return method === 'GET' && query.get('list-type') === '2' ? listObjects : undefined;
  }
  // A parameter without a value names another operation, such as `?acl` or `?uploads`.
  if ([...query.values()].includes('')) return undefined;
  switch (method) {
    case 'GET':
      return getObject;
    case 'HEAD':
      return headObject;
    case 'PUT':
      return putObject;
    case 'DELETE':
      return deleteObject;
    default:
      return undefined;
  }
}
