import { defineService } from '../service.ts';
import { Alarms } from './alarms.ts';
import { InvocationCounts } from './invocation-counts.ts';
import { Metrics } from './metrics.ts';
import { metricAlarm } from './resources.ts';
import { cloudWatchService } from './service.ts';

/** CloudWatch: the metrics of SageMaker's endpoints, and alarms on them. */
export const cloudwatch = defineService({
  name: 'cloudwatch',
  signingName: 'monitoring',
  start(context) {
    const counts = new InvocationCounts();
    const metrics = new Metrics(context);
    const alarms = new Alarms(context, metrics);
    return {
      control: alarms,
      counts,
      metrics,
      wire: [cloudWatchService(counts)],
      stop: () => alarms.close(),
    };
  },
  resources: [metricAlarm],
});
