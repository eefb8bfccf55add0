import { LIMITS, VARIANT_NAME, type Deployments } from '@pilotlight/contracts';
import { GetMetricDataCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { UsagePort } from '../ports.ts';
import { cloudError } from './errors.ts';

/** SageMaker's own `Invocations` metric of the endpoints of `deployments`, which has a value only for minutes of use. */
export function cloudWatchUsage(client: CloudWatchClient, deployments: Deployments): UsagePort {
  return {
    async lastInvocation(model, since) {
      const endpointName = deployments[model]?.endpointName;
      if (endpointName === undefined) throw new Error(`no deployment of the model ${model}`);
      try {
        const { MetricDataResults } = await client.send(
          new GetMetricDataCommand({
            StartTime: new Date(since),
            EndTime: new Date(),
            ScanBy: 'TimestampDescending',
            MetricDataQueries: [
              {
                Id: 'invocations',
                MetricStat: {
                  Metric: {
                    Namespace: 'AWS/SageMaker',
                    MetricName: 'Invocations',
                    Dimensions: [
                      { Name: 'EndpointName', Value: endpointName },
                      { Name: 'VariantName', Value: VARIANT_NAME },
                    ],
                  },
                  Period: LIMITS.metricPeriodSeconds,
                  Stat: 'Sum',
                },
              },
            ],
          }),
          { abortSignal: AbortSignal.timeout(LIMITS.cloudCallSeconds * 1000) },
        );
        const { Timestamps = [], Values = [] } = MetricDataResults?.[0] ?? {};
        const latest = Timestamps.find((_, i) => (Values[i] ?? 0) > 0);
        return latest && latest.getTime() + LIMITS.metricPeriodSeconds * 1000;
      } catch (error) {
        throw cloudError('CloudWatch', 'GetMetricData', error);
      }
    },
  };
}
