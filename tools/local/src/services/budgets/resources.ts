import { Type } from 'typebox';
import { handlersFor } from '../../resources/handler.ts';
import { inputs, name, optional, Tags } from '../../resources/schema.ts';

const defineHandler = handlersFor();

const Notification = inputs({
  notificationType: Type.Enum(['ACTUAL', 'FORECASTED']),
  comparisonOperator: Type.Enum(['GREATER_THAN', 'LESS_THAN', 'EQUAL_TO']),
  threshold: Type.Number({ minimum: 0 }),
  thresholdType: Type.Enum(['PERCENTAGE', 'ABSOLUTE_VALUE']),
  subscriberEmailAddresses: Type.Array(
    Type.String({ pattern: '^[^@]+@[^@]+\\.[^@]+$', maxLength: 50 }),
    {
      minItems: 1,
      maxItems: 10,
    },
  ),
});

/** Nothing here costs money, so no notification is ever sent. */
export const budget = defineHandler({
  type: 'aws:budgets/budget:Budget',
  inputs: inputs({
    name: optional(name('^[^:\\\\]+$', 100)),
    budgetType: Type.Literal('COST'),
    timeUnit: Type.Enum(['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY']),
    limitAmount: Type.String({ pattern: '^\\d+(\\.\\d+)?$' }),
    limitUnit: Type.Literal('USD'),
    notifications: optional(Type.Array(Notification, { maxItems: 10 })),
    tags: optional(Tags),
  }),
  autoname: { property: 'name', maxLength: 100 },
  replaceOnChanges: ['name'],
  create: (given, { cloud }) => ({
    id: `${cloud.accountId}:${String(given.name)}`,
    outputs: { accountId: cloud.accountId },
  }),
  update: () => ({}),
  delete: () => undefined,
});
