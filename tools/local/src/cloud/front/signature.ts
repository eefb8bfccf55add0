import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../aws-error.ts';

export interface Scope {
  readonly accessKeyId: string;
  /** YYYYMMDD. */
  readonly date: string;
  readonly region: string;
  /** The service's signing name: `sagemaker`, `dynamodb`, `events`. */
  readonly service: string;
}

/** A Signature Version 4, as it came in the header `Authorization` or in the query of a presigned URL. */
export interface Signature {
  readonly scope: Scope;
  /** Lower case, in the request's order. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly value: string;
  /** When it was signed: YYYYMMDDTHHMMSSZ. */
  readonly signedAt: string;
  readonly sessionToken: string | undefined;
  /** How long a presigned URL is valid; undefined for the header. */
  readonly expiresSeconds?: number;
}

interface SignedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
}

/** What a presigned URL must say about its signature. */
const REQUIRED = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
] as const;

/** What it may say, too. */
const OPTIONAL: readonly string[] = ['X-Amz-Security-Token', 'X-Amz-Content-Sha256'];

const WEEK_SECONDS = 7 * 24 * 60 * 60;

/**
 * @throws AwsError MissingAuthenticationTokenException, IncompleteSignatureException, AuthorizationQueryParametersError
 */
export function readSignature(request: SignedRequest): Signature {
  if (isPresigned(request)) return readPresigned(request.query);
  const { authorization } = request.headers;
  if (authorization === undefined) {
    throw new AwsError(
      'MissingAuthenticationTokenException',
      'Request is missing Authentication Token',
      { status: 403 },
    );
  }
  const scope = findScope(request);
  const [, signedHeaders] = /SignedHeaders=([^,\s]+)/.exec(authorization) ?? [];
  const [, value] = /Signature=([0-9a-f]+)/.exec(authorization) ?? [];
  if (scope && signedHeaders !== undefined && value !== undefined) {
    return {
      scope,
      signedHeaders: signedHeaders.split(';'),
      value,
      signedAt: text(request.headers['x-amz-date']) ?? '',
      sessionToken: text(request.headers['x-amz-security-token']),
    };
  }
  throw new AwsError(
    'IncompleteSignatureException',
    'The Authorization header must be AWS4-HMAC-SHA256 with Credential, SignedHeaders and Signature.',
    { status: 403 },
  );
}

/** @returns undefined for a request without a credential scope */
export function findScope(request: SignedRequest): Scope | undefined {
  const credential = isPresigned(request)
    ? request.query.get('X-Amz-Credential')
    : /^AWS4-HMAC-SHA256 .*?Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1];
  const [, accessKeyId, date, region, service] =
    /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential ?? '') ?? [];
  if (
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined
  ) {
    return undefined;
  }
  return { accessKeyId, date, region, service };
}

/** Whether the request carries its signature in its query. */
export function isPresigned({ query }: SignedRequest): boolean {
  return query.has('X-Amz-Algorithm') || query.has('X-Amz-Signature');
}

/** Whether a parameter of the query belongs to the signature, and so to no operation. */
export function isSignatureParameter(name: string): boolean {
  return [...REQUIRED, ...OPTIONAL].includes(name);
}

function readPresigned(query: URLSearchParams): Signature {
  const [algorithm, , value, signedAt, signedHeaders, expires] = REQUIRED.map((name) =>
    query.get(name),
  );
  if (algorithm !== null && algorithm !== 'AWS4-HMAC-SHA256') {
    throw wrongParameters('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  if (!algorithm || !value || !signedAt || !signedHeaders || !expires) {
    throw wrongParameters(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  const scope = findScope({ headers: {}, query });
  if (!scope) {
    throw wrongParameters(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  if (!/^\d+$/.test(expires)) throw wrongParameters('X-Amz-Expires should be a number');
  if (Number(expires) > WEEK_SECONDS) {
    throw wrongParameters(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  return {
    scope,
    signedHeaders: signedHeaders.split(';'),
    value,
    signedAt,
    sessionToken: query.get('X-Amz-Security-Token') ?? undefined,
    expiresSeconds: Number(expires),
  };
}

function wrongParameters(message: string): AwsError {
  return new AwsError('AuthorizationQueryParametersError', message);
}

const text = (header: string | string[] | undefined) =>
  typeof header === 'string' ? header : undefined;
