import { expect, test } from 'vitest';
import { accuracyWords } from '../../src/words/accuracyWords.ts';
import { clock, roughly, took } from '../../src/words/duration.ts';
import { percent } from '../../src/words/percent.ts';
import { entailment } from '../fixtures/entailment.ts';

test('a probability never looks more certain than it is', () => {
  expect([0, 0.0004, 0.1234, 0.9996, 1].map(percent)).toEqual([
    '0.0%',
    '< 0.1%',
    '12.3%',
    '> 99.9%',
    '100.0%',
  ]);
});

test('durations by the clock and in words', () => {
  expect([0, 5, 65, 600].map(clock)).toEqual(['0:00', '0:05', '1:05', '10:00']);
  expect([1, 42, 89, 170].map(roughly)).toEqual([
    '1 second',
    '42 seconds',
    '89 seconds',
    '3 minutes',
  ]);
  expect([0.04, 0.42, 9.94, 42].map(took)).toEqual([
    'less than 0.1 s',
    '0.4 s',
    '9.9 s',
    '42 seconds',
  ]);
});

test('the measured accuracy, if there is one', () => {
  expect(accuracyWords(entailment.quality)).toBe('82.3% of 9,824 test cases (SNLI test)');
  expect(accuracyWords([])).toBeUndefined();
});
