import type { Arns } from '../../../cloud/arns.ts';
import { AwsError } from '../../../cloud/aws-error.ts';
import type { Call, WireRequest } from '../../../cloud/front/wire-service.ts';
import type { Authorizer } from '../../../cloud/iam/authorizer.ts';
import type { Buckets } from '../buckets.ts';

export interface S3Dependencies {
  readonly buckets: Buckets;
  readonly authorizer: Authorizer;
  readonly arns: Arns;
}

/** What an operation works on. `key` is empty for a bucket; both are empty for the account. */
export interface S3Target {
  readonly bucket: string;
  readonly key: string;
}

/** One S3 operation: reads its request, and returns the permissions it needs and how to run it. */
export interface S3Operation {
  readonly name: string;
  /** Query parameters that it knows, besides the SDK's own `x-id`. */
  readonly parameters: readonly string[];
  /** Meaningful headers that it knows. */
  readonly headers: readonly string[];
  call(target: S3Target, request: WireRequest, dependencies: S3Dependencies): Call;
}

/** Headers that the SDKs send with every call. */
const SDK_HEADERS = /^x-amz-(date|security-token|content-sha256|user-agent|te)$/;
/** Any other of these headers would change what AWS does. */
const MEANINGFUL = /^(x-amz-.*|range|if-.*|content-encoding|content-md5)$/;

/** @throws AwsError NotImplemented that names the headers, or the parameters, that the operation does not know */
export function refuseUnknown(operation: S3Operation, { headers, query }: WireRequest): void {
  const unknownHeaders = Object.keys(headers).filter(
    (name) => MEANINGFUL.test(name) && !SDK_HEADERS.test(name) && !operation.headers.includes(name),
  );
  const unknownParameters = [...query.keys()].filter(
    (name) => name !== 'x-id' && !operation.parameters.includes(name),
  );
  refuse('headers', unknownHeaders, operation.name);
  refuse('parameters', unknownParameters, operation.name);
}

function refuse(what: string, unknown: readonly string[], operation: string): void {
  if (unknown.length === 0) return;
  throw new AwsError(
    'NotImplemented',
    `The local cloud does not know these ${what} of ${operation}: ${unknown.join(', ')}.`,
    { status: 501 },
  );
}
