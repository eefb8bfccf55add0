import { expect, test } from 'vitest';
import { recordDeclared } from '../support/record-declared.ts';

const TARGET = 'aws:appautoscaling/target:Target';
const POLICY = 'aws:appautoscaling/policy:Policy';
const name = 'pilotlight-dev-b--async';

const scalable = {
  serviceNamespace: 'sagemaker',
  resourceId: `endpoint/${name}/variant/AllTraffic`,
  scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
};

test('the instances of an asynchronous endpoint are from none to as many as configured', async () => {
  const program = await recordDeclared();
  expect(program.inputsOf(TARGET, name)).toEqual({ ...scalable, minCapacity: 0, maxCapacity: 2 });
});

test('further instances come and go with the jobs for each', async () => {
  const program = await recordDeclared();
  expect(program.inputsOf(POLICY, `${name}-backlog`)).toEqual({
    ...scalable,
    policyType: 'TargetTrackingScaling',
    targetTrackingScalingPolicyConfiguration: {
      targetValue: 5,
      customizedMetricSpecification: {
        namespace: 'AWS/SageMaker',
        metricName: 'ApproximateBacklogSizePerInstance',
        dimensions: [{ name: 'EndpointName', value: name }],
        statistic: 'Average',
      },
    },
  });
});

test('the first instance comes for the first job, by an alarm', async () => {
  const program = await recordDeclared();
  expect(program.inputsOf(POLICY, `${name}-first`)).toEqual({
    ...scalable,
    policyType: 'StepScaling',
    stepScalingPolicyConfiguration: {
      adjustmentType: 'ChangeInCapacity',
      metricAggregationType: 'Average',
      cooldown: 300,
      stepAdjustments: [{ metricIntervalLowerBound: '0', scalingAdjustment: 1 }],
    },
  });
  expect(program.inputsOf('aws:cloudwatch/metricAlarm:MetricAlarm', name)).toEqual({
    alarmDescription: expect.any(String) as unknown,
    namespace: 'AWS/SageMaker',
    metricName: 'HasBacklogWithoutCapacity',
    dimensions: { EndpointName: name },
    statistic: 'Average',
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    period: 60,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    treatMissingData: 'missing',
    alarmActions: [`arn:Policy/${name}-first-0`],
  });
});
