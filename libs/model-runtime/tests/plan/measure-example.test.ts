import { expect, test } from 'vitest';
import { spreadOf } from '../../src/plan/measure-example.ts';

test('compares only the fastest run of each third', () => {
  expect(spreadOf([4, 9, 30, 4.2, 8, 4.1, 25, 7, 6])).toBeCloseTo(6 / 4);
  expect(spreadOf([4, 9, 30, 8, 4.2, 8, 25, 4.1, 6])).toBeCloseTo(4.2 / 4);
});

test('compares two runs with each other; a single run has a spread of 1', () => {
  expect(spreadOf([100, 130])).toBeCloseTo(1.3);
  expect(spreadOf([100])).toBe(1);
});

test('ignores differences between very short runs', () => {
  expect(spreadOf([0.09, 0.01, 0.02])).toBe(1);
});
