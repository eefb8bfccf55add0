import { expect, test } from 'vitest';
import { matches, parsePattern } from '../../../src/services/events/pattern.ts';

const event = {
  source: 'aws.sagemaker',
  resources: ['a', 'b'],
  detail: { status: 'IN_SERVICE', count: 1, empty: null, inner: { flag: true } },
};

test.each([
  [{ source: ['aws.sagemaker'] }, true],
  [{ source: ['other', 'aws.sagemaker'] }, true],
  [{ source: ['AWS.SAGEMAKER'] }, false],
  [{ source: [{ prefix: 'aws.' }] }, true],
  [{ source: [{ prefix: 'sagemaker' }] }, false],
  [{ source: ['other', { prefix: 'aws.sagemaker' }] }, true],
  [{ resources: [{ prefix: 'b' }] }, true],
  [{ detail: { count: [{ prefix: '' }] } }, false],
  [{ resources: ['b'] }, true],
  [{ resources: ['c'] }, false],
  [{ detail: { status: ['IN_SERVICE'], count: [1] } }, true],
  [{ detail: { status: ['IN_SERVICE'], count: [2] } }, false],
  [{ detail: { count: ['1'] } }, false],
  [{ detail: { empty: [null] } }, true],
  [{ detail: { missing: [null] } }, false],
  [{ detail: { inner: { flag: [true] } } }, true],
  [{ source: { inner: ['x'] } }, false],
])('%j: %s', (pattern, matched) => {
  expect(matches(parsePattern(JSON.stringify(pattern)), event)).toBe(matched);
});

test.each([
  [{ source: [{ suffix: '.aws' }] }, 'the event pattern operator "suffix" at source'],
  [{ source: [{ prefix: 'a', suffix: 'b' }] }, 'operator "prefix, suffix" at source'],
  [{ detail: { s: [{ 'anything-but': 'x' }] } }, 'operator "anything-but" at detail.s'],
  [{ $or: [{ source: ['x'] }] }, 'operator "$or" at $or'],
])('%j is refused by name', (pattern, words) => {
  expect(() => parsePattern(JSON.stringify(pattern))).toThrow(words);
});

test.each([
  '',
  '[]',
  '{}',
  '{"source":"aws"}',
  '{"source":[]}',
  '{"detail":{}}',
  '{"source":[{"prefix":1}]}',
])('%j is not a valid pattern', (text) => {
  expect(() => parsePattern(text)).toThrow('Event pattern is not valid. Reason: ');
});
