import { expect, it } from 'vitest';
import { canonicalJson } from '../../src/predict/fingerprint.ts';

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
