import type { Arns } from '../../cloud/arns.ts';
import { jsonService } from '../../cloud/front/json-service.ts';
import type { WireService } from '../../cloud/front/wire-service.ts';
import type { LogGroups } from './log-groups.ts';
import { describeLogGroups } from './operations/describe-log-groups.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';

/** CloudWatch Logs, as far as a reader of logs uses it. */
export function logsService(groups: LogGroups, arns: Arns): WireService {
  return jsonService({
    DescribeLogGroups: describeLogGroups(groups, arns),
    FilterLogEvents: filterLogEvents(groups, arns),
  });
}
