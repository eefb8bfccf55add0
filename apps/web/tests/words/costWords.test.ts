import { expect, test } from 'vitest';
import { ceilingWords, costDetails, costWords, hours, money } from '../../src/words/costWords.ts';
import { cost, withCeiling, withoutPrice } from '../fixtures/cost.ts';

test('amounts have cents, and one below a cent is not shown as zero', () => {
  expect([0, 0.004, 0.01, 28.6, 1234.5].map(money)).toEqual([
    '$0.00',
    'under $0.01',
    '$0.01',
    '$28.60',
    '$1,234.50',
  ]);
});

test('long times are in hours', () => {
  expect([42, 1200, 5400, 7560].map(hours)).toEqual([
    '42 seconds',
    '20 minutes',
    '1.5 hours',
    '2.1 hours',
  ]);
});

test('the cost comes with its start date and what sleeping saved', () => {
  expect(costWords(cost)).toBe('Cost $0.12 since 3 Nov 2026; sleeping saved $28.60.');
  expect(costDetails(cost)).toBe(
    'Awake for 2.1 hours, on ml.t2.medium at $0.056 an hour. Always on, it would have cost $28.72. ' +
      "On-demand list prices in us-east-1, for the endpoint's instances only, as of 2026-11.",
  );
  expect(costDetails({ ...cost, instances: 2 })).toContain('on 2 × ml.t2.medium at $0.056');
});

test('without a price there are hours and no amount', () => {
  expect(costWords(withoutPrice)).toBe('Awake for 2.1 hours since 3 Nov 2026.');
  expect(costDetails(withoutPrice)).toContain('on ml.t2.medium, whose price is unknown.');
  expect(costDetails(withoutPrice)).not.toContain('$');
});

test('a ceiling shows what is used of it, and its reset time once all is used', () => {
  expect(ceilingWords(cost)).toBeUndefined();
  expect(ceilingWords(withCeiling(1200))).toBe('Awake today: 20 minutes of 2 hours.');
  expect(ceilingWords(withCeiling(7200))).toBe(
    'Awake today: all 2 hours used; resets at 00:00 UTC.',
  );
});
