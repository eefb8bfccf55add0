import { AwsError } from '../../../cloud/aws-error.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import { pageByName } from '../../../cloud/front/page.ts';
import type { Rules } from '../rules.ts';

const PAGE = 100;

export function listRules(rules: Rules): JsonOperation {
  return (input) => {
    const {
      NamePrefix = '',
      EventBusName = 'default',
      Limit = PAGE,
      NextToken,
    } = readMembers(
      'ListRules',
      {
        NamePrefix: { pattern: /^[.\-_A-Za-z0-9]+$/, maximumLength: 64 },
        EventBusName: { maximumLength: 1600 },
        Limit: { minimum: 1, maximum: PAGE },
        NextToken: { maximumLength: 2048 },
      },
      input,
    );
    if (EventBusName !== 'default') {
      throw new AwsError('ResourceNotFoundException', `Event bus ${EventBusName} does not exist.`);
    }
    return {
      // The action has no resource-level permissions.
      permissions: [{ action: 'events:ListRules', resource: '*' }],
      run: () => {
        const found = rules.all().filter(({ name }) => name.startsWith(NamePrefix));
        const { page, next } = pageByName(found, Limit, NextToken);
        return {
          Rules: page.map(({ name, arn, scheduleExpression, eventPattern, state }) => ({
            Name: name,
            Arn: arn,
            State: state,
            ScheduleExpression: scheduleExpression,
            EventPattern: eventPattern,
            EventBusName: 'default',
          })),
          ...(next === undefined ? {} : { NextToken: next }),
        };
      },
    };
  };
}
