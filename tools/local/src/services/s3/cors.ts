import type { IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../../cloud/aws-error.ts';
import type { CrossOrigin } from '../../cloud/front/wire-service.ts';
import type { Buckets } from './buckets.ts';

/** What the pages of some origins may do with a bucket. An origin or a header may hold one `*`. */
export interface CorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
}

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/** Answers browsers by the configuration of the bucket: the first rule that fits counts. */
export function s3CrossOrigin(buckets: Buckets): CrossOrigin {
  const rulesOf = (path: string) => buckets.corsOf(path.split('/')[1] ?? '');
  return {
    headers({ method, path, headers }) {
      const { origin } = headers;
      const rule = rulesOf(path)?.find((one) => fits(one, origin, method));
      return rule === undefined || origin === undefined ? {} : allowed(rule, origin);
    },
    preflight({ path, headers }) {
      const { origin } = headers;
      const method = headers['access-control-request-method'];
      if (origin === undefined) {
        throw new AwsError('BadRequest', 'Insufficient information. Origin request header needed.');
      }
      if (method === undefined) {
        throw new AwsError('BadRequest', 'Invalid Access-Control-Request-Method: null');
      }
      const rules = rulesOf(path);
      if (!rules) throw forbidden('CORS is not enabled for this bucket.');
      const asked = askedHeaders(headers);
      const rule = rules.find(
        (one) =>
          fits(one, origin, method) &&
          asked.every((name) => one.allowedHeaders.some((pattern) => like(pattern, name))),
      );
      if (!rule) {
        throw forbidden(
          "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
        );
      }
      return {
        status: 200,
        headers: {
          ...allowed(rule, origin),
          ...(asked.length > 0 ? { 'access-control-allow-headers': asked.join(', ') } : {}),
          ...(rule.maxAgeSeconds === undefined
            ? {}
            : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
        },
        body: '',
      };
    },
  };
}

function fits(
  { allowedOrigins, allowedMethods }: CorsRule,
  origin: string | undefined,
  method: string,
): boolean {
  return (
    origin !== undefined &&
    allowedMethods.includes(method) &&
    allowedOrigins.some((pattern) => like(pattern, origin))
  );
}

function allowed(rule: CorsRule, origin: string): Record<string, string> {
  const anyone = rule.allowedOrigins.includes('*');
  return {
    'access-control-allow-origin': anyone ? '*' : origin,
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(anyone ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(rule.exposeHeaders.length > 0
      ? { 'access-control-expose-headers': rule.exposeHeaders.join(', ') }
      : {}),
    vary: VARY,
  };
}

function askedHeaders(headers: IncomingHttpHeaders): string[] {
  const asked = headers['access-control-request-headers'] ?? '';
  return asked.split(',').flatMap((name) => name.trim().toLowerCase() || []);
}

/** Whether a text fits a pattern with at most one `*`. Header names and origins have no case. */
function like(pattern: string, text: string): boolean {
  const [start = '', end] = pattern.toLowerCase().split('*');
  const value = text.toLowerCase();
  if (end === undefined) return value === start;
  return (
    value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end)
  );
}

function forbidden(message: string): AwsError {
  return new AwsError('AccessForbidden', `CORSResponse: ${message}`, { status: 403 });
}
