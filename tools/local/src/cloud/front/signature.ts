import { AwsError } from '../aws-error.ts';

export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The service's signing name: `sagemaker`, `dynamodb`, `events`. */
  readonly service: string;
}

/**
 * The credential scope of a Signature Version 4. The signature itself is not checked: access key ids are random, and
 * valid only while this cloud runs.
 * @throws AwsError MissingAuthenticationTokenException, IncompleteSignatureException
 */
export function readScope(authorization: string | undefined): Scope {
  if (authorization === undefined) {
    throw new AwsError(
      'MissingAuthenticationTokenException',
      'Request is missing Authentication Token',
      { status: 403 },
    );
  }
  const scope = findScope(authorization);
  if (scope) return scope;
  throw new AwsError(
    'IncompleteSignatureException',
    'The Authorization header holds no credential scope of AWS4-HMAC-SHA256.',
    { status: 403 },
  );
}

/** @returns undefined for a header without one */
export function findScope(authorization: string | undefined): Scope | undefined {
  const [, accessKeyId, region, service] =
    /^AWS4-HMAC-SHA256 .*?Credential=([^/,\s]+)\/\d{8}\/([^/,]+)\/([^/,]+)\/aws4_request/.exec(
      authorization ?? '',
    ) ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service };
}
