import { expect, test } from 'vitest';
import { furthest, marksOf } from '../../src/answer/marks.ts';
import { judged, sentiment } from '../fixtures/sentiment.ts';

const { properties } = sentiment.output;
const input = { text: 'So good 👍, not bad.' };
const markedBy = (...words: object[]) => marksOf({ words }, properties, input);
const mark = (beginOffset: number, endOffset: number, contribution = 1) => ({
  beginOffset,
  endOffset,
  contribution,
});

test('divides the text at the marks, by characters and not by UTF-16 units', () => {
  expect(marksOf(judged, properties, input)).toEqual({
    member: 'words',
    above: 'POSITIVE',
    below: 'NEGATIVE',
    pieces: [
      { text: 'So ', contribution: undefined },
      { text: 'good', contribution: 2 },
      { text: ' 👍, ', contribution: undefined },
      { text: 'not', contribution: 0.05 },
      { text: ' ', contribution: undefined },
      { text: 'bad', contribution: -0.6 },
      { text: '.', contribution: undefined },
    ],
  });
});

test('takes marks in any order, at both ends of the text, and none at all', () => {
  const whole = markedBy(mark(3, 18, -1), mark(0, 3));
  expect(whole?.pieces.map(({ text }) => text)).toEqual(['So ', 'good 👍, not bad', '.']);
  expect(markedBy()?.pieces).toEqual([{ text: input.text, contribution: undefined }]);
});

test.each([
  ['overlap', [mark(0, 4), mark(3, 7)]],
  ['are empty', [mark(3, 3)]],
  ['end after the text', [mark(18, 20)]],
  ['begin before it', [mark(-1, 2)]],
  ['have no number', [{ beginOffset: 0, endOffset: 2, contribution: 'much' }]],
  ['have broken offsets', [mark(0.5, 2)]],
])('does not draw marks that %s', (_what, words) => {
  expect(markedBy(...words)).toBeUndefined();
});

test('needs the keyword, and the text that was asked', () => {
  const { label, bias } = properties;
  expect(marksOf(judged, { label: label ?? {}, bias: bias ?? {} }, input)).toBeUndefined();
  expect(marksOf(judged, properties, {})).toBeUndefined();
  expect(marksOf('POSITIVE', properties, input)).toBeUndefined();
});

test('names the words that moved it furthest, each once, without marks of punctuation', () => {
  const pieces = [
    { text: 'Good', contribution: 1 },
    { text: 'good', contribution: 0.5 },
    { text: '!', contribution: 9 },
    { text: 'fine', contribution: 1.2 },
    { text: 'bad', contribution: -1 },
    { text: ' and ', contribution: undefined },
  ];
  expect(furthest(pieces, 1, 2)).toEqual([
    { text: 'good', contribution: 1.5 },
    { text: 'fine', contribution: 1.2 },
  ]);
  expect(furthest(pieces, -1, 2)).toEqual([{ text: 'bad', contribution: -1 }]);
});
