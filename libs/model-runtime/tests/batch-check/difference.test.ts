import { expect, test } from 'vitest';
import { difference } from '../../src/batch-check/difference.ts';

const differ = (one: unknown, other: unknown, exact = false) =>
  difference(JSON.stringify(one), JSON.stringify(other), exact);

test.each<[string, unknown, unknown]>([
  ['equal answers', { y: [1, 'a', null] }, { y: [1, 'a', null] }],
  ['sums in another order', { y: 0.30000001192092896 }, { y: 0.30000004172325134 }],
  ['a small difference of large numbers', { y: [1000.5, 0.00012] }, { y: [1000.5, 0.00018] }],
])('accepts %s as rounding, but not with bitEqual', (_name, one, other) => {
  expect(differ(one, other)).toBe(undefined);
  const same = JSON.stringify(one) === JSON.stringify(other);
  expect(differ(one, other, true) === undefined).toBe(same);
});

test.each<[string, unknown, unknown, string]>([
  ['a number', { y: 1 }, { y: 0.5 }, '1 alone and 0.5 in a batch, at /y'],
  ['a class', { label: 7001 }, { label: 7002 }, '7001 alone and 7002 in a batch, at /label'],
  ['a small share of a list', { y: [0.1, 0.9] }, { y: [0.11, 0.89] }, '0.1 alone and 0.11'],
  ['a string', { y: 'a' }, { y: 'b' }, '"a" alone and "b" in a batch, at /y'],
  ['a missing value', { y: 1 }, {}, '1 alone and undefined in a batch, at /y'],
  [
    'another length',
    { y: [1.5] },
    { y: [1.5, 1.5] },
    'undefined alone and 1.5 in a batch, at /y/1',
  ],
])('finds %s that differs', (_name, one, other, words) => {
  expect(differ(one, other)).toContain(words);
});

test('compares answers that are not JSON as strings', () => {
  expect(difference('a,b', 'a,b', false)).toBe(undefined);
  expect(difference('a,b', 'a,c', false)).toBe('"a,b" alone and "a,c" in a batch');
});
