import fc from 'fast-check';
import { request } from '../support/wire.ts';
import { type Attempt, unsound, weighted } from './attempt.ts';
import { JSON_TYPE } from './header-lines.ts';
import { mutated } from './mutated.ts';

const type = `Content-Type: ${JSON_TYPE}`;
const post = (headers: readonly string[], body: Uint8Array | string = '{}') =>
  request('POST /invocations', [type, ...headers], body);

/** Header lines that every server must refuse. */
const REFUSED_LINES = [
  ...['Content-Length: abc', 'Content-Length: -1', 'Content-Length: +2', 'Content-Length: 2, 2'],
  ...['Content-Length: 2 2', 'Content-Length: 0x2', 'Content-Length: 99999999999999999999999'],
  ...['Content-Length: 2\r\nContent-Length: 3', 'Content-Length: 2\r\nTransfer-Encoding: chunked'],
  ...[
    'Transfer-Encoding: gzip',
    'Transfer-Encoding: chunked, chunked, x',
    'Transfer-Encoding: \x01',
  ],
  ...[
    'Bad Name: 1',
    ': 1',
    'Bad\0Name: 1',
    'X-Bad: a\0b',
    'X-Bad: a\x01b',
    'no colon',
    '\xff\xff: 1',
  ],
  ...[' Folded: 1', `X-Long: ${'v'.repeat(17_000)}`, 'X: 1\r\n'.repeat(3000), 'X: a\nY: b\n\n\0'],
];

const FIRST_LINES = [
  ...['', 'POST', 'POST /invocations', 'POST /invocations HTTP', 'POST /invocations HTTP/9.9'],
  ...['POST /invocations HTTP/1.1 x', 'POST  /invocations HTTP/1.1', 'post /invocations HTTP/1.1'],
  ...['FOO /invocations HTTP/1.1', 'POST /a b HTTP/1.1', 'POST \0 HTTP/1.1', 'PRI * HTTP/2.0'],
  ...[
    'CONNECT 127.0.0.1:1 HTTP/1.1',
    'GET http:// HTTP/1.1',
    `GET /${'a'.repeat(20_000)} HTTP/1.1`,
  ],
  ...['HTTP/1.1 200 OK', 'SSH-2.0-OpenSSH_9', 'EHLO x', '{"a":1}', '\x16\x03\x01\x02\0\x01\0'],
];

const CHUNKS = [
  ...['zz\r\n{}\r\n0\r\n\r\n', '-2\r\n{}\r\n0\r\n\r\n', '2\r\n{}0\r\n\r\n', '1\r\n{}\r\n0\r\n\r\n'],
  ...[
    'ffffffffffffffffff\r\n{}',
    '2;\0\r\n{}\r\n0\r\n\r\n',
    '2\n{}\n0\n\n',
    ' 2\r\n{}\r\n0\r\n\r\n',
  ],
  ...[
    `2;${'e'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
    `0\r\n${'T: 1\r\n'.repeat(4000)}\r\n`,
    '\r\n\r\n',
  ],
];

const refusedHead = fc.constantFrom(...REFUSED_LINES).map((line) => {
  const framed = /^(content-length|transfer-encoding)/i.test(line);
  return unsound('header', post(framed ? [line] : ['Content-Length: 2', line]));
});

const firstLine = fc
  .tuple(fc.constantFrom(...FIRST_LINES), fc.constantFrom('\r\n', '\n', '\r'))
  .map(([line, end]) => unsound('first line', `${line}${end}Host: x${end}${end}`, 'finished'));

const chunking = fc
  .constantFrom(...CHUNKS)
  .map((chunks) => unsound('chunks', post(['Transfer-Encoding: chunked'], chunks), 'finished'));

/** HTTP/1.1 requires a Host header. */
const noHost = fc
  .constantFrom('GET /ping HTTP/1.1', 'POST /invocations HTTP/1.1\r\nContent-Length: 0')
  .map((head) => unsound('no host', `${head}\r\n\r\n`));

const garbage = fc
  .uint8Array({ minLength: 1, maxLength: 300 })
  .map((bytes) => unsound('garbage', bytes, 'finished'));

/** A Content-Length that differs from the body's. */
const wrongLength = fc
  .tuple(fc.constantFrom(0, 1, 3, 50, 100_000, 6_291_456, 6_291_457, 2 ** 40), fc.boolean())
  .map(([length, cut]) => {
    const bytes = post([`Content-Length: ${length}`], '{}');
    return unsound('wrong length', bytes, cut ? 'cut' : 'finished');
  });

/** A valid request, truncated. */
const half = (good: Uint8Array) => {
  const whole = post([], good);
  return fc
    .tuple(fc.integer({ min: 1, max: whole.length - 1 }), fc.constantFrom('cut', 'finished'))
    .map(([length, outcome]) => unsound('half', whole.subarray(0, length), outcome));
};

/** A complete request whose client disconnects before or during the answer. */
const left = (good: Uint8Array) =>
  fc.nat(5).map((pauseMilliseconds): Attempt => ({
    ...unsound('left', post([], good), 'cut'),
    pauseMilliseconds,
  }));

/** A request with random edits. */
const edited = (good: Uint8Array) =>
  mutated(post(['Connection: keep-alive', 'X-One: 1'], good)).map((bytes) =>
    unsound('edited', bytes, 'finished'),
  );

/** Invalid or incomplete HTTP requests. */
export function brokenHttp(good: Uint8Array): fc.Arbitrary<Attempt> {
  return weighted<Attempt>(
    [3, refusedHead],
    [2, firstLine],
    [2, chunking],
    [1, noHost],
    [2, garbage],
    [2, wrongLength],
    [2, half(good)],
    [1, left(good)],
    [3, edited(good)],
  );
}
