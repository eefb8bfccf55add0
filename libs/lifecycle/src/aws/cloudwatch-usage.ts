import { LIMITS, VARIANT_NAME } from '@pilotlight/contracts';
import {
  GetMetricDataCommand,
  type CloudWatchClient,
  type GetMetricDataCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { CloudError } from '@pilotlight/hosts';
import { cloudError } from '@pilotlight/hosts/aws';
import type { UsagePort } from '../reap/ports.ts';

const QUERY_ID = 'invocations';

const CALL = { service: 'CloudWatch', operation: 'GetMetricData' } as const;

/**
 * SageMaker's own `Invocations` metric; it has values only for minutes with a use. An
 * incomplete answer is an error: a value that is missing from it does not mean that there was no use.
 */
export function cloudWatchUsage(client: CloudWatchClient): UsagePort {
  return {
    async lastInvocation({ endpointName }, since) {
      const question = questionOf(endpointName, since);
      const abortSignal = AbortSignal.timeout(LIMITS.cloudCallSeconds * 1000);
      try {
        let token: string | undefined;
        for (let page = 0; page < LIMITS.metricPages; page++) {
          const next = token === undefined ? {} : { NextToken: token };
          const command = new GetMetricDataCommand({ ...question, ...next });
          const answer = await client.send(command, { abortSignal });
          const latest = latestOf(answer);
          // The newest values come first: no later page has a newer one.
          if (latest) return latest.getTime() + LIMITS.metricPeriodSeconds * 1000;
          token = answer.NextToken;
          if (token === undefined) return undefined;
        }
        throw unknown(`there are more than ${LIMITS.metricPages} pages`);
      } catch (error) {
        throw cloudError(CALL.service, CALL.operation, error);
      }
    },
  };
}

const questionOf = (endpointName: string, since: number) => ({
  StartTime: new Date(since),
  EndTime: new Date(),
  ScanBy: 'TimestampDescending' as const,
  MetricDataQueries: [
    {
      Id: QUERY_ID,
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
});

const unknown = (why: string) =>
  new CloudError('unavailable', CALL, `CloudWatch GetMetricData: the answer is incomplete: ${why}`);

/**
 * The latest minute with a use on one page.
 * @throws CloudError when the page is incomplete
 */
function latestOf(page: GetMetricDataCommandOutput): Date | undefined {
  const { MetricDataResults = [], Messages = [], NextToken } = page;
  const result = MetricDataResults.find(({ Id }) => Id === QUERY_ID);
  const [message] = [...Messages, ...(result?.Messages ?? [])];
  if (message) throw unknown(`${message.Code}: ${message.Value}`);
  if (!result) {
    // A page without results is valid when more pages follow.
    if (NextToken !== undefined) return undefined;
    throw unknown('the metric is missing');
  }
  const { StatusCode: status, Timestamps = [], Values = [] } = result;
  const whole = status === 'Complete' || (status === 'PartialData' && NextToken !== undefined);
  if (!whole) throw unknown(`its status is ${status}`);
  if (Timestamps.length !== Values.length) {
    throw unknown(`${Timestamps.length} times and ${Values.length} values`);
  }
  return Timestamps.find((_, i) => Values[i] !== 0);
}
