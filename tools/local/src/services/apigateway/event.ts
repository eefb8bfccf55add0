import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { RouteMatch } from './route.ts';

export interface ApiRequest {
  readonly apiId: string;
  readonly accountId: string;
  readonly method: string;
  /** Path and query as received. */
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly port: number;
  readonly protocol: string;
}

const TEXT = /^(?:text\/|application\/(?:json|xml|javascript|graphql|[\w.+-]+\+(?:json|xml))\b)/i;
/** These headers end at API Gateway: the event does not have them. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'expect',
]);

/** The event in payload format 2.0. A field that the request lacks is left out, not null. */
export function payloadV2(request: ApiRequest, { route, pathParameters }: RouteMatch): object {
  const { url, method, body, headers } = request;
  const requestId = randomUUID();
  const now = new Date();
  const domainName = url.hostname;
  const query = url.search.slice(1);
  const cookies = headers.cookie?.split('; ');
  const base64 = body.length > 0 && !isText(headers['content-type'], body);
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: url.pathname,
    rawQueryString: query,
    ...(cookies ? { cookies } : {}),
    headers: eventHeaders(request),
    ...(query ? { queryStringParameters: joined(url.searchParams) } : {}),
    requestContext: {
      accountId: request.accountId,
      apiId: request.apiId,
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method,
        path: url.pathname,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: route.routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(pathParameters).length > 0 ? { pathParameters } : {}),
    ...(body.length > 0 ? { body: body.toString(base64 ? 'base64' : 'utf8') } : {}),
    isBase64Encoded: base64,
  };
}

function isText(contentType: string | undefined, body: Buffer): boolean {
  return (contentType === undefined || TEXT.test(contentType)) && isUtf8(body);
}

function eventHeaders({ headers, body, sourceIp, port }: ApiRequest): Record<string, string> {
  const own = Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined || name === 'cookie' || HOP_BY_HOP.has(name)) return [];
    return [[name, Array.isArray(value) ? value.join(',') : value] as const];
  });
  return {
    ...Object.fromEntries(own),
    'content-length': String(body.length),
    'x-amzn-trace-id': `Root=1-${Math.floor(Date.now() / 1_000).toString(16)}-${randomUUID().replaceAll('-', '').slice(0, 24)}`,
    'x-forwarded-for': headers['x-forwarded-for']
      ? `${String(headers['x-forwarded-for'])}, ${sourceIp}`
      : sourceIp,
    'x-forwarded-port': String(port),
    'x-forwarded-proto': 'http',
  };
}

function joined(parameters: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]),
  );
}

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(date: Date): string {
  const [, day = '', month = '', year = '', time = ''] =
    /, (\d+) (\w+) (\d+) (\S+) GMT/.exec(date.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
