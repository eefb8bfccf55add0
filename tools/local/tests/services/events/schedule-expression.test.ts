import { expect, test } from 'vitest';
import { rateMinutes } from '../../../src/services/events/schedule-expression.ts';

test.each([
  ['rate(1 minute)', 1],
  ['rate(20 minutes)', 20],
  ['rate(1 hour)', 60],
  ['rate(2 days)', 2 * 24 * 60],
])('%s', (expression, minutes) => {
  expect(rateMinutes(expression)).toBe(minutes);
});

test.each([
  'rate(1 minutes)',
  'rate(5 minute)',
  'rate(0 minutes)',
  'rate(1.5 minutes)',
  'rate(5 seconds)',
  'rate(5minutes)',
  '5 minutes',
  '',
])('%j is not valid', (expression) => {
  expect(() => rateMinutes(expression)).toThrow('Parameter ScheduleExpression is not valid.');
});

test('cron is refused by name', () => {
  expect(() => rateMinutes('cron(0 12 * * ? *)')).toThrow(
    'does not know the schedule expression "cron(0 12 * * ? *)"',
  );
});
