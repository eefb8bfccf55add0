import { createHash } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { Signature } from './signature.ts';
import type { WireRequest } from './wire-service.ts';

/** What a Signature Version 4 signs: the request in one fixed form, with exactly the headers that the signer named. */
export function canonicalRequest(
  request: WireRequest,
  { scope, signedHeaders, expiresSeconds }: Signature,
): string {
  const { method, path, query, headers, body } = request;
  const isS3 = scope.service === 's3';
  // S3 encodes a key once, other services encode the encoded path again.
  const segments = path.split('/').map((part) => encode(isS3 ? decodePath(part) : part));
  const parameters = [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  const told = headers['x-amz-content-sha256'] ?? query.get('X-Amz-Content-Sha256');
  const payload =
    told ?? (isS3 && expiresSeconds !== undefined ? 'UNSIGNED-PAYLOAD' : sha256(body));
  return [
    method,
    segments.join('/'),
    parameters.map((pair) => pair.join('=')).join('&'),
    ...signedHeaders.map((name) => `${name}:${headerText(headers[name])}`),
    '',
    signedHeaders.join(';'),
    String(payload),
  ].join('\n');
}

/** @throws AwsError InvalidURI */
export function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const headerText = (value: string | string[] | undefined) =>
  [value ?? ''].flat().join(',').trim().replace(/ +/g, ' ');

export const sha256 = (content: string | Buffer) =>
  createHash('sha256').update(content).digest('hex');
