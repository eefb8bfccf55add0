import fc from 'fast-check';
import { type Attempt, sound, weighted } from './attempt.ts';
import { brokenHttp } from './broken-http.ts';
import { headerLines, JSON_TYPE } from './header-lines.ts';
import { jsonBodies } from './json-bodies.ts';

/** The name of the only loaded model, which must stay loaded. */
export const LOADED = 'loaded';

const NAMES = [
  ...[
    'x',
    '..',
    '%2e%2e',
    '%00',
    '%ff',
    'a%2fb',
    '%',
    '__proto__',
    'constructor',
    'x'.repeat(1100),
  ],
  ...['%F0%9F%92%A9', '*', ':name', 'loaded%20', 'Loaded'],
];
const URLS = [
  ...[
    '/etc',
    '/etc/passwd',
    '/',
    '',
    '..',
    '../..',
    'file:///etc',
    'http://127.0.0.1/',
    '/proc/self',
  ],
  ...['/opt/ml/models/../../etc', '/opt/ml/models', '/dev/zero', '/x\0y', `/${'a'.repeat(5000)}`],
];

const tokens = fc.constantFrom('', '?next_page_token=x', '?next_page_token=%00&next_page_token=');

/** Malformed requests for a multi-model host; `good` is a body that the loaded model answers. */
export function modelRoutes(good: Readonly<Record<string, unknown>>): fc.Arbitrary<Attempt> {
  const load = fc
    .record({ name: fc.constantFrom('x', '', '..', LOADED), url: fc.constantFrom(...URLS) })
    .chain(({ name, url }) => jsonBodies({ model_name: name, url }))
    .map((body) => ['POST /models', body] as const);
  const named = fc
    .record({
      method: fc.constantFrom('GET', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS'),
      name: fc.constantFrom(...NAMES),
      rest: fc.constantFrom('', '', '/', '/invoke', '/invoke/', '//'),
    })
    .map(
      ({ method, name, rest }) => [`${method} /models/${name}${rest}`, new Uint8Array()] as const,
    );
  const invoke = fc
    .tuple(fc.constantFrom(LOADED, LOADED, ...NAMES), jsonBodies(good))
    .map(([name, body]) => [`POST /models/${name}/invoke`, body] as const);
  const list = tokens.map((token) => [`GET /models${token}`, new Uint8Array()] as const);
  return weighted<Attempt>(
    [
      8,
      fc
        .tuple(fc.oneof(load, load, named, invoke, list), headerLines(JSON_TYPE))
        .map(([[line, body], headers]) => sound('models', { line, headers, body })),
    ],
    [1, brokenHttp(Buffer.from(JSON.stringify(good)))],
  );
}
