import { defineService } from '../service.ts';
import { Alarms } from './alarms.ts';
import { InvocationCounts } from './invocation-counts.ts';
import { metricAlarm } from './resources.ts';
import { cloudWatchService } from './service.ts';

/** CloudWatch: the metrics of SageMaker's endpoints, and alarms on them. */
export const cloudwatch = defineService({
  name: 'cloudwatch',
  signingName: 'monitoring',
  start(context) {
    const counts = new InvocationCounts();
    return { control: new Alarms(context), counts, wire: [cloudWatchService(counts)] };
  },
  resources: [metricAlarm],
});
