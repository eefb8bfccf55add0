import fc from 'fast-check';
import { type Attempt, sound, weighted } from './attempt.ts';
import { brokenHttp } from './broken-http.ts';
import { headerLines } from './header-lines.ts';

/** Bodies that are almost always invalid, and their usual content type. */
export interface Bodies {
  readonly kind: string;
  readonly contentType: string;
  readonly bodies: fc.Arbitrary<Uint8Array>;
}

const INVOCATIONS = 'POST /invocations';

/** Malformed requests for `/invocations`; `good` is a valid JSON body. */
export function attempts(all: readonly Bodies[], good: Uint8Array): fc.Arbitrary<Attempt> {
  const whole = fc.oneof(
    ...all.map(({ kind, contentType, bodies }) =>
      fc
        .record({ line: fc.constant(INVOCATIONS), headers: headerLines(contentType), body: bodies })
        .map((parts) => sound(kind, parts)),
    ),
  );
  return weighted<Attempt>(
    [14, whole],
    [4, brokenHttp(good)],
    [1, whole.chain(slow)],
    [1, fc.array(whole, { minLength: 2, maxLength: 5 }).map(pipelined)],
  );
}

/** The same attempt, sent a few bytes at a time. */
function slow(attempt: Attempt): fc.Arbitrary<Attempt> {
  const bytes = Buffer.concat(attempt.parts);
  return fc
    .record({ parts: fc.integer({ min: 2, max: 12 }), pauseMilliseconds: fc.nat(4) })
    .map(({ parts, pauseMilliseconds }) => {
      const length = Math.ceil(bytes.length / parts);
      const slices = Array.from({ length: parts }, (_, index) =>
        bytes.subarray(index * length, (index + 1) * length),
      );
      return { ...attempt, kind: `slow ${attempt.kind}`, parts: slices, pauseMilliseconds };
    });
}

/** All attempts at once over one connection. */
function pipelined(attempts: readonly Attempt[]): Attempt {
  return {
    kind: 'pipelined',
    parts: [Buffer.concat(attempts.flatMap(({ parts }) => parts))],
    pauseMilliseconds: 0,
    outcome: 'answers',
    answers: attempts.length,
    bodiless: false,
  };
}

const PATHS = [
  ...['/', '//', '/ping', '/ping/', '/PING', '/ping?x=%zz', '/metrics', '/execution-parameters'],
  ...['/invocations', '/invocations/', '/invocations%2f', '/invocations%00', '/%', '/%zz', '/..'],
  ...['/../../etc/passwd', '/models', '/models/x', '/models/x/invoke', '/favicon.ico', '*', '/\\'],
  ...[
    'http://127.0.0.1/ping',
    'http://x/invocations',
    `/${'a'.repeat(3000)}`,
    '/ping#x',
    '/%ff%fe',
  ],
];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'];

/** Requests with unknown paths or wrong methods; a few are valid. */
export const otherRoutes: fc.Arbitrary<Attempt> = fc
  .record({
    method: fc.constantFrom(...METHODS),
    path: fc.constantFrom(...PATHS),
    headers: headerLines('application/json'),
    body: fc.constantFrom('', '', '{', '{}', '\xff').map((text) => Buffer.from(text, 'latin1')),
  })
  .map(({ method, path, headers, body }) => {
    const none = method === 'GET' || method === 'HEAD';
    return sound('route', {
      line: `${method} ${path}`,
      headers,
      body: none ? new Uint8Array() : body,
    });
  });
