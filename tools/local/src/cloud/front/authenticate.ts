import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Caller, Session, Sessions } from '../iam/sessions.ts';
import { canonicalRequest, sha256 } from './canonical-request.ts';
import { isPresigned, type Signature } from './signature.ts';
import type { WireRequest } from './wire-service.ts';

/** AWS takes a request that was signed at most this long ago, by its own clock and the caller's. */
const SKEW_SECONDS = 15 * 60;

/**
 * Checks a request's signature with the secret of its session.
 * @returns who sent it
 * @throws AwsError UnrecognizedClientException, ExpiredTokenException, InvalidSignatureException, and for S3
 * AccessDeniedException for a presigned URL at the wrong time or a header that is not signed
 */
export function authenticate(
  request: WireRequest,
  signature: Signature,
  sessions: Sessions,
  status: number,
): Caller {
  const session = sessions.find(signature.scope.accessKeyId);
  if (session?.credentials.sessionToken !== signature.sessionToken || !session) {
    throw new AwsError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      { status },
    );
  }
  if (session.expiresAt <= Date.now()) {
    throw new AwsError('ExpiredTokenException', 'The provided token has expired.');
  }
  checkTime(signature, status);
  if (isPresigned(request)) checkAllSigned(request, signature);
  checkContent(request);
  checkValue(request, signature, session, status);
  return session.caller;
}

function checkTime({ signedAt, expiresSeconds }: Signature, status: number): void {
  const at = Date.parse(
    signedAt.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
  const age = (Date.now() - at) / 1_000;
  if (expiresSeconds !== undefined) {
    if (Number.isNaN(age)) {
      throw new AwsError(
        'AuthorizationQueryParametersError',
        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
      );
    }
    if (age > expiresSeconds) throw denied('Request has expired');
    if (age < -SKEW_SECONDS) throw denied('Request is not valid yet');
    return;
  }
  if (Math.abs(age) <= SKEW_SECONDS) return;
  throw new AwsError(
    'InvalidSignatureException',
    `Signature expired: x-amz-date ${signedAt} is not within ${SKEW_SECONDS} s of ${new Date().toISOString()}.`,
    { status },
  );
}

/** Whoever holds a presigned URL may send no header of AWS's that its signer did not sign. */
function checkAllSigned({ headers }: WireRequest, { signedHeaders }: Signature): void {
  const unsigned = Object.keys(headers).filter(
    (name) => name.startsWith('x-amz-') && !signedHeaders.includes(name),
  );
  if (unsigned.length === 0) return;
  throw denied('There were headers present in the request which were not signed', {
    HeadersNotSigned: unsigned.join(', '),
  });
}

function denied(message: string, members: Record<string, unknown> = {}): AwsError {
  return new AwsError('AccessDeniedException', message, { status: 403, members });
}

/** The hash in `x-amz-content-sha256` must be the body's. */
function checkContent({ headers, body }: WireRequest): void {
  const told = headers['x-amz-content-sha256'];
  if (typeof told !== 'string' || !/^[0-9a-f]{64}$/.test(told) || told === sha256(body)) return;
  throw new AwsError(
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  );
}

function checkValue(
  request: WireRequest,
  signature: Signature,
  { credentials }: Session,
  status: number,
): void {
  const { date, region, service } = signature.scope;
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  );
  const toSign = [
    'AWS4-HMAC-SHA256',
    signature.signedAt,
    [date, region, service, 'aws4_request'].join('/'),
    sha256(canonicalRequest(request, signature)),
  ].join('\n');
  const expected = createHmac('sha256', key).update(toSign).digest();
  const given = Buffer.from(signature.value, 'hex');
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  throw new AwsError(
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    { status },
  );
}
