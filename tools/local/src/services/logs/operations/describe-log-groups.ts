import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import { pageByName } from '../../../cloud/front/page.ts';
import type { LogGroups } from '../log-groups.ts';

const PAGE = 50;

export function describeLogGroups(groups: LogGroups, arns: Arns): JsonOperation {
  return (input) => {
    const {
      logGroupNamePrefix = '',
      limit = PAGE,
      nextToken,
    } = readMembers(
      'DescribeLogGroups',
      {
        logGroupNamePrefix: { maximumLength: 512 },
        limit: { minimum: 1, maximum: PAGE },
        nextToken: { maximumLength: 2048 },
      },
      input,
    );
    return {
      // The action has no resource-level permissions.
      permissions: [{ action: 'logs:DescribeLogGroups', resource: '*' }],
      run: () => {
        const found = groups.all().filter(({ name }) => name.startsWith(logGroupNamePrefix));
        const { page, next } = pageByName(found, limit, nextToken);
        return {
          logGroups: page.map(({ name, createdAt, events }) => ({
            logGroupName: name,
            arn: `${arns.logGroup(name)}:*`,
            logGroupArn: arns.logGroup(name),
            creationTime: createdAt.getTime(),
            storedBytes: events.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0),
          })),
          ...(next === undefined ? {} : { nextToken: next }),
        };
      },
    };
  };
}
