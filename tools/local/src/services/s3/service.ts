import type { WireService } from '../../cloud/front/wire-service.ts';
import { getObject, headObject } from './operations/get-object.ts';
import { headBucket, listBuckets } from './operations/list-buckets.ts';
import { listObjects } from './operations/list-objects.ts';
import { refuseUnknown, type S3Dependencies, type S3Operation } from './operations/operation.ts';
import { putObject } from './operations/put-object.ts';

const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/** S3 with path-style addresses, `/BUCKET/KEY`: lists, reads, and single-part writes. */
export function s3Service(dependencies: S3Dependencies): WireService {
  return {
    protocol: 'rest-xml',
    bodyLimitBytes: BODY_LIMIT_BYTES,
    call(_operation, request) {
      const [, bucket = '', path = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(request.path) ?? [];
      const operation = operationOf(request.method, bucket, path, request.query);
      if (!operation) return undefined;
      refuseUnknown(operation, request);
      return operation.call({ bucket, key: decodeURIComponent(path) }, request, dependencies);
    },
  };
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
    default:
      return undefined;
  }
}
