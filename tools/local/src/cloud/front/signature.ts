import { AwsError } from '../aws-error.ts';

export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The service's signing name: `sagemaker`, `dynamodb`, `events`. */
  readonly service: string;
}

/**
 * The credential scope of a Signature Version 4. The signature itself is not checked: access key ids are random, and
 * live no longer than the process that was given them.
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
  const found =
    /^AWS4-HMAC-SHA256 .*?Credential=([^/,\s]+)\/\d{8}\/([^/,]+)\/([^/,]+)\/aws4_request/.exec(
      authorization,
    );
  const [, accessKeyId, region, service] = found ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      'The Authorization header holds no credential scope of AWS4-HMAC-SHA256.',
      { status: 403 },
    );
  }
  return { accessKeyId, region, service };
}
