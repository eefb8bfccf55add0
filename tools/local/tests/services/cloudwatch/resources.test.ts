import { expect, it } from 'vitest';
import { checkInputs, handlerOf } from '../../../src/resources/index.ts';
import { useLife } from '../../support/life.ts';

const { life } = useLife();

it('MetricAlarm: on the share of 5xx of an endpoint', async () => {
  const type = 'aws:cloudwatch/metricAlarm:MetricAlarm';
  const inputs = {
    name: 'a',
    namespace: 'AWS/SageMaker',
    metricName: 'Invocation5XXErrors',
    dimensions: { EndpointName: 'e', VariantName: 'v', EndpointConfigName: 'c' },
    statistic: 'Average',
    comparisonOperator: 'GreaterThanThreshold',
    threshold: 0.05,
    period: 60,
    evaluationPeriods: 1,
    treatMissingData: 'notBreaching',
  };
  const { calls } = await life(type, inputs);
  const watched = { endpointName: 'e', variantName: 'v', endpointConfigName: 'c' };
  const alarm = { ...watched, periodSeconds: 60, threshold: 0.05 };
  expect(calls).toEqual([
    ['cloudwatch.putMetricAlarm', { name: 'a', ...alarm }],
    ['cloudwatch.deleteAlarm', 'a'],
  ]);
  const failures = checkInputs(handlerOf(type), { ...inputs, treatMissingData: 'missing' });
  expect(failures).toMatchObject([{ property: 'treatMissingData' }]);
  const both = { ...inputs, dimensions: { EndpointName: 'e', VariantName: 'v' } };
  expect(checkInputs(handlerOf(type), both)).not.toEqual([]);
});
