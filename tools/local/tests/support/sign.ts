import { createHash, createHmac } from 'node:crypto';

interface Unsigned {
  readonly method: string;
  readonly url: string;
  readonly service: string;
  readonly body?: string | Uint8Array;
}

/** `AWS_ACCESS_KEY_ID` and the others of a session. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The headers of a signed request, by Node's own modules alone, so that the code of a function can import it, too.
 * A path of S3 must not need any encoding.
 */
export function sign(
  environment: Environment,
  { method, url, service, body = '' }: Unsigned,
): Record<string, string> {
  const { host, pathname, searchParams } = new URL(url);
  const sha256 = (content: string | Uint8Array) =>
    createHash('sha256').update(content).digest('hex');
  const at = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [at.slice(0, 8), 'eu-west-1', service, 'aws4_request'];
  // The client adds the header Host by itself.
  const sent: Record<string, string> = {
    'x-amz-content-sha256': sha256(body),
    'x-amz-date': at,
    'x-amz-security-token': environment['AWS_SESSION_TOKEN'] ?? '',
  };
  const signed = { host, ...sent };
  const query = [...searchParams]
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .sort()
    .join('&');
  const path = service === 's3' ? pathname : pathname.split('/').map(encodeURIComponent).join('/');
  const names = Object.keys(signed).join(';');
  const headers = Object.entries(signed).map(([name, value]) => `${name}:${value}`);
  const request = [method, path, query, ...headers, '', names, sha256(body)].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', at, scope.join('/'), sha256(request)].join('\n');
  const key = scope.reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${environment['AWS_SECRET_ACCESS_KEY']}`,
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const credential = `${environment['AWS_ACCESS_KEY_ID']}/${scope.join('/')}`;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}
