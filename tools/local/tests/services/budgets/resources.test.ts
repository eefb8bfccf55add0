import { expect, it } from 'vitest';
import { checkInputs, handlerOf } from '../../../src/resources/index.ts';
import { useLife } from '../../support/life.ts';

const { life } = useLife();

it('Budget: only of costs in US dollars, with at least one subscriber', async () => {
  const type = 'aws:budgets/budget:Budget';
  const notification = {
    notificationType: 'ACTUAL',
    comparisonOperator: 'GREATER_THAN',
    threshold: 100,
    thresholdType: 'PERCENTAGE',
    subscriberEmailAddresses: ['a@example.com'],
  };
  const budget = {
    name: 'n',
    budgetType: 'COST',
    timeUnit: 'MONTHLY',
    limitAmount: '25',
    limitUnit: 'USD',
    notifications: [notification],
  };
  expect((await life(type, budget)).id).toBe('000000000000:n');
  const nobody = [{ ...notification, subscriberEmailAddresses: [] }];
  expect(checkInputs(handlerOf(type), { ...budget, notifications: nobody })).toHaveLength(1);
  expect(checkInputs(handlerOf(type), { ...budget, costFilters: [] })).toMatchObject([
    { property: 'costFilters' },
  ]);
});
