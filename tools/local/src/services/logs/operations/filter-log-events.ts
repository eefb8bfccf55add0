import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import type { LogGroups } from '../log-groups.ts';

const PAGE = 10_000;

/** The events of a group by time, without CloudWatch's filter patterns. `interleaved` has no effect, as on AWS. */
export function filterLogEvents(groups: LogGroups, arns: Arns): JsonOperation {
  return (input) => {
    const members = readMembers(
      'FilterLogEvents',
      {
        logGroupName: { required: true, pattern: /^[.\-_/#A-Za-z0-9]+$/, maximumLength: 512 },
        logStreamNamePrefix: { maximumLength: 512 },
        startTime: { minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
        endTime: { minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
        limit: { minimum: 1, maximum: PAGE },
        nextToken: { pattern: /^\d+$/, maximumLength: 20 },
        interleaved: { boolean: true },
      },
      input,
    );
    const { logGroupName, logStreamNamePrefix = '', limit = PAGE } = members;
    const { startTime = 0, endTime = Number.MAX_SAFE_INTEGER, nextToken = '-1' } = members;
    const resource = `${arns.logGroup(logGroupName)}:*`;
    return {
      permissions: [{ action: 'logs:FilterLogEvents', resource }],
      run: () => {
        const left = groups
          .existing(logGroupName)
          .events.filter(
            ({ id, stream, timestampMs }) =>
              id > Number(nextToken) &&
              timestampMs >= startTime &&
              timestampMs <= endTime &&
              stream.startsWith(logStreamNamePrefix),
          );
        const page = left.slice(0, limit);
        const last = left.length > page.length ? page.at(-1) : undefined;
        return {
          events: page.map(({ id, stream, timestampMs, message }) => ({
            eventId: String(id).padStart(20, '0'),
            logStreamName: stream,
            timestamp: timestampMs,
            ingestionTime: timestampMs,
            message,
          })),
          ...(last ? { nextToken: String(last.id) } : {}),
        };
      },
    };
  };
}
