import { logs } from '../logs/index.ts';
import { defineService } from '../service.ts';
import { Functions } from './functions.ts';
import { invocation, lambdaFunction, permission } from './resources.ts';
import { lambdaService } from './service.ts';

/** Lambda: runs the real bundles, each in processes of its own. */
export const lambda = defineService({
  name: 'lambda',
  needs: { logs },
  start(context, { logs }) {
    const functions = new Functions({ context, logs: logs.control });
    return { control: functions, wire: [lambdaService(functions, context.arns)] };
  },
  resources: [invocation, lambdaFunction, permission],
});
