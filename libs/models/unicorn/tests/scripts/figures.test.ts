import { expect, it } from 'vitest';
import { figuresOf } from '../../scripts/figures.ts';

const times = (count: number, horse: boolean, validated: boolean) =>
  Array.from({ length: count }, () => ({ horse, validated }));

it('counts both kinds of error by the size of their class', () => {
  const judged = [
    ...times(3, true, true),
    ...times(1, true, false),
    ...times(9, false, false),
    ...times(1, false, true),
  ];
  expect(figuresOf(judged)).toEqual({
    horses: 4,
    found: 3,
    others: 10,
    mistaken: 1,
    recall: 0.75,
    precision: 0.75,
    balancedAccuracy: (0.75 + 0.9) / 2,
  });
});

it('gives no share of nothing', () => {
  const { precision, recall, balancedAccuracy } = figuresOf(times(2, false, false));
  expect([precision, recall, balancedAccuracy]).toEqual([NaN, NaN, NaN]);
});
