import { expect, test } from 'vitest';
import { recordProgram } from '../support/record-program.ts';

const BUDGET = 'aws:budgets/budget:Budget';

test('a stack without a budget setting creates no budget', async () => {
  const program = await recordProgram();
  expect(program.namesOf(BUDGET)).toEqual([]);
});

test("an e-mail is sent when the month's budget is spent, and when it is forecast to be", async () => {
  const program = await recordProgram({
    config: { 'pilotlight:budgetUsdPerMonth': '25', 'pilotlight:budgetEmail': 'a@example.com' },
  });
  const { notifications, ...budget } = program.inputsOf(BUDGET, 'pilotlight-dev');
  expect(budget).toEqual({
    budgetType: 'COST',
    timeUnit: 'MONTHLY',
    limitAmount: '25',
    limitUnit: 'USD',
  });
  const common = {
    comparisonOperator: 'GREATER_THAN',
    threshold: 100,
    thresholdType: 'PERCENTAGE',
    subscriberEmailAddresses: ['a@example.com'],
  };
  expect(notifications).toEqual([
    { notificationType: 'ACTUAL', ...common },
    { notificationType: 'FORECASTED', ...common },
  ]);
});
