import { ec2 } from '../ec2/index.ts';
import { ecr } from '../ecr/index.ts';
import { efs } from '../efs/index.ts';
import { logs } from '../logs/index.ts';
import { s3 } from '../s3/index.ts';
import { defineService } from '../service.ts';
import { Functions } from './functions.ts';
import { lambdaFunction } from './function-resource.ts';
import { invocation, permission } from './resources.ts';
import { lambdaService } from './service.ts';

/** Lambda: runs the real bundles, each in processes of its own. */
export const lambda = defineService({
  name: 'lambda',
  needs: { ec2, ecr, efs, logs, s3 },
  start(context, { ec2, ecr, efs, logs, s3 }) {
    const functions = new Functions({
      context,
      logs: logs.control,
      network: ec2.control,
      fileSystems: efs.control,
      buckets: s3.control,
      repositories: ecr.control,
    });
    return { control: functions, wire: [lambdaService(functions, context.arns)] };
  },
  resources: [invocation, lambdaFunction, permission],
});
