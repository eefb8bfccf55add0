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
  const alarm = {
    name: 'a',
    metric: { name: 'Invocation5XXErrors', dimensions: inputs.dimensions },
    comparison: 'GreaterThanThreshold',
    threshold: 0.05,
    periodSeconds: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    missing: 'notBreaching',
    actions: [],
  };
  expect(calls).toEqual([
    ['cloudwatch.putMetricAlarm', alarm],
    ['cloudwatch.deleteAlarm', 'a'],
  ]);
  const failures = checkInputs(handlerOf(type), { ...inputs, treatMissingData: 'ignore' });
  expect(failures).toMatchObject([{ property: 'treatMissingData' }]);
});

it('MetricAlarm: on the backlog of an asynchronous endpoint, which starts a policy', async () => {
  const type = 'aws:cloudwatch/metricAlarm:MetricAlarm';
  const action = 'arn:aws:autoscaling:here:000000000000:scalingPolicy:1:resource/x:policyName/p';
  const inputs = {
    name: 'a',
    namespace: 'AWS/SageMaker',
    metricName: 'HasBacklogWithoutCapacity',
    dimensions: { EndpointName: 'e' },
    statistic: 'Average',
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    period: 60,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    treatMissingData: 'missing',
    alarmActions: [action],
  };
  const { calls } = await life(type, inputs);
  expect(calls[0]).toMatchObject([
    'cloudwatch.putMetricAlarm',
    { evaluationPeriods: 2, datapointsToAlarm: 2, missing: 'missing', actions: [action] },
  ]);
  const failuresOf = (more: object) => checkInputs(handlerOf(type), { ...inputs, ...more });
  expect(failuresOf({ dimensions: { EndpointName: 'e', VariantName: 'v' } })).toEqual([
    {
      property: 'dimensions',
      reason: 'must be EndpointName: SageMaker publishes HasBacklogWithoutCapacity with no others',
    },
  ]);
  expect(failuresOf({ datapointsToAlarm: 3 })).toMatchObject([{ property: 'datapointsToAlarm' }]);
  expect(failuresOf({ alarmActions: ['arn:aws:sns:here:000000000000:t'] })).toMatchObject([
    { property: 'alarmActions.0' },
  ]);
});
