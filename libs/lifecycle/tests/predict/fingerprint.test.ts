import { expect, it } from 'vitest';
import { canonicalJson, fingerprintOf } from '../../src/predict/fingerprint.ts';

it.each([
  ['{"b":1,"a":2}', '{"a":2,"b":1}'],
  ['{"list":[{"z":0,"y":null},3],"A":{}}', '{"A":{},"list":[{"y":null,"z":0},3]}'],
  // RFC 8785, 3.2.3: by UTF-16 code units, so that an emoji (a surrogate pair) comes before U+FB33.
  ['{"\\ufb33":1,"\\ud83d\\ude00":2}', '{"\u{1f600}":2,"\ufb33":1}'],
  ['{"b":1,"__proto__":{"d":1,"c":2}}', '{"__proto__":{"c":2,"d":1},"b":1}'],
  ['[1e2, 0.1, "\\u0041"]', '[100,0.1,"A"]'],
])('writes %s as %s', (text, canonical) => {
  expect(canonicalJson(JSON.parse(text))).toBe(canonical);
});

it('keeps the order of arrays', () => {
  expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
});

const request = (text: string, contentType = 'application/json', accept = 'application/json') => ({
  body: Buffer.from(text),
  contentType,
  accept,
});

it('a JSON request has one fingerprint, however its members are ordered and spaced', () => {
  const first = fingerprintOf(request('{"a":1,"b":2}'));
  expect(fingerprintOf(request('{ "b": 2, "a": 1 }'))).toBe(first);
  expect(fingerprintOf(request('{"a":1,"b":3}'))).not.toBe(first);
});

it('any other request has a fingerprint of its bytes', () => {
  const csv = (text: string) => fingerprintOf(request(text, 'text/csv'));
  expect(csv('a,b')).toBe(csv('a,b'));
  expect(csv('a, b')).not.toBe(csv('a,b'));
  // These bytes are not UTF-8: as text they would be the same.
  const bytes = (byte: number) =>
    fingerprintOf({ ...request('', 'image/png'), body: Uint8Array.of(byte) });
  expect(bytes(0xff)).not.toBe(bytes(0xfe));
});

it('requests of other types, and for answers of other types, are other requests', () => {
  const all = [
    request('1'),
    request('1', 'text/plain'),
    request('1', 'application/json', 'text/csv'),
  ];
  expect(new Set(all.map(fingerprintOf)).size).toBe(all.length);
});
