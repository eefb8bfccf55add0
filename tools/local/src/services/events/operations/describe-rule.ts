import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import type { Rules } from '../rules.ts';
import { ruleName } from './rule-input.ts';

export function describeRule(rules: Rules, arns: Arns): JsonOperation {
  return (input) => {
    const name = ruleName('DescribeRule', input);
    return {
      permissions: [{ action: 'events:DescribeRule', resource: arns.rule(name) }],
      run: () => {
        const { arn, scheduleExpression, eventPattern, state } = rules.describe(name);
        return {
          Name: name,
          Arn: arn,
          EventBusName: 'default',
          ScheduleExpression: scheduleExpression,
          EventPattern: eventPattern,
          State: state,
        };
      },
    };
  };
}
