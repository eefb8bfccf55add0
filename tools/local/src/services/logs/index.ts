import { defineService } from '../service.ts';
import { LogGroups } from './log-groups.ts';
import { logGroup } from './resources.ts';
import { logsService } from './service.ts';

/** CloudWatch Logs: the newest lines of functions, containers and the API. */
export const logs = defineService({
  name: 'logs',
  start(context) {
    const groups = new LogGroups(context);
    return { control: groups, wire: [logsService(groups, context.arns)] };
  },
  resources: [logGroup],
});
