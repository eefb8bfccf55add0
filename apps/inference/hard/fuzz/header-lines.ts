import fc from 'fast-check';
import { weighted } from './attempt.ts';

export const JSON_TYPE = 'application/json';
export const CSV = 'text/csv';

const MEDIA_TYPES = [
  ...[JSON_TYPE, 'application/jsonlines', 'application/x-ndjson', CSV, 'application/x-npy'],
  ...['image/png', 'image/jpeg', 'image/gif', 'text/plain', 'application/octet-stream', 'a/b'],
  ...['*/*', 'application/*', 'application/x-www-form-urlencoded', 'multipart/form-data'],
];
const PARAMETERS = [
  ...['', '', '', '; charset=utf-8', '; charset="UTF-8"', '; charset=utf-16', '; charset=', ';'],
  ...['; charset="', '; header=present', '; header=absent', '; header=maybe', '; q=0', ';q=0.5'],
  ...['; q=-1', '; q=abc', '; boundary=x', '; a=b; a=c', ';;;', '; \xe9=1', ', text/csv', ' ; ='],
];
const NONSENSE = [
  ...['', ' ', '/', '//', 'json', 'application', 'application/', '/json', 'application/json/x'],
  ...['APPLICATION/JSON', 'application json', 'application\\json', '\xff/\xfe', 'a'.repeat(3000)],
  ...[',', ', ,', '*', `${'a/b, '.repeat(250)}*/*;q=0.1`, 'text/html;q=0.9, image/*;q=0.8'],
];

const mediaType = weighted<string>(
  [
    3,
    fc
      .tuple(fc.constantFrom(...MEDIA_TYPES), fc.constantFrom(...PARAMETERS))
      .map((p) => p.join('')),
  ],
  [2, fc.constantFrom(...NONSENSE)],
);

/** Characters that a header value may contain: visible ASCII, spaces, and bytes of Latin-1. */
const character = fc
  .oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff }))
  .map((code) => String.fromCharCode(code));
const value = fc.string({ unit: character, maxLength: 80 });
const name = fc.string({
  unit: fc.constantFrom(..."abcXYZ019!#$%&'*+-.^_`|~"),
  minLength: 1,
  maxLength: 20,
});

const odd: fc.Arbitrary<string> = weighted<string>(
  [4, fc.tuple(name, value).map(([key, text]) => `x-${key}: ${text}`)],
  [2, value.map((text) => `X-Amzn-SageMaker-Inference-Id: ${text}`)],
  [2, value.map((text) => `X-Amzn-SageMaker-Custom-Attributes: ${text}`)],
  [1, value.map((text) => `X-Amzn-SageMaker-Target-Model: ${text}`)],
  [
    2,
    fc.constantFrom(
      ...['Content-Encoding: gzip', 'Content-Encoding: br, gzip', 'Accept-Encoding: gzip;q=x'],
      ...['Expect: 100-continue', 'Expect: nonsense', 'Upgrade: h2c', 'TE: trailers', 'Cookie: ;;'],
      ...['Range: bytes=-1', 'If-None-Match: *', 'Forwarded: for="_x"', 'X-HTTP-Method: DELETE'],
      ...['Origin: null', 'Authorization: Basic ===', 'Accept-Charset: utf-16', 'Date: yesterday'],
      `X-Amzn-SageMaker-Custom-Attributes: ${'a'.repeat(1025)}`,
      `X-Amzn-SageMaker-Inference-Id: ${'a'.repeat(65)}`,
      `X-Long: ${'v'.repeat(7000)}`,
    ),
  ],
);

/** Header lines that HTTP allows but no client sends, for a body of type `contentType`. */
export function headerLines(contentType: string): fc.Arbitrary<string[]> {
  const type = weighted<string[]>(
    [8, fc.constant([`Content-Type: ${contentType}`])],
    [3, mediaType.map((text) => [`Content-Type: ${text}`])],
    [1, fc.constantFrom<string[]>([], [`Content-Type: ${contentType}`, 'Content-Type: a/b'])],
  );
  const accept = weighted<string[]>(
    [5, fc.constant([])],
    [3, mediaType.map((text) => [`Accept: ${text}`])],
    [1, fc.tuple(mediaType, mediaType).map((two) => two.map((text) => `Accept: ${text}`))],
  );
  return fc
    .tuple(type, accept, fc.array(odd, { maxLength: 2 }))
    .map((all) => all.flat())
    .filter((lines) => lines.join().length < 12_000);
}
