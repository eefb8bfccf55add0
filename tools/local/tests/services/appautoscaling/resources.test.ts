import { expect, it } from 'vitest';
import { checkInputs, handlerOf } from '../../../src/resources/index.ts';
import { useLife } from '../../support/life.ts';

const using = useLife();
const { life } = using;

const scalable = {
  serviceNamespace: 'sagemaker',
  resourceId: 'endpoint/e/variant/v',
  scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
};
const POLICY = 'aws:appautoscaling/policy:Policy';
const { resourceId } = scalable;

it('Target', async () => {
  const { id, outputs } = await life('aws:appautoscaling/target:Target', {
    ...scalable,
    minCapacity: 0,
    maxCapacity: 2,
  });
  expect({ id, arn: outputs['arn'] }).toEqual({ id: resourceId, arn: 'arn:target' });
  expect(using.calls).toEqual([
    ['appautoscaling.registerTarget', { resourceId, minCapacity: 0, maxCapacity: 2 }],
    ['appautoscaling.deregisterTarget', resourceId],
  ]);
});

it('Policy of steps, whose bounds are text', async () => {
  const { outputs } = await life(POLICY, {
    name: 'first',
    ...scalable,
    policyType: 'StepScaling',
    stepScalingPolicyConfiguration: {
      adjustmentType: 'ChangeInCapacity',
      metricAggregationType: 'Average',
      cooldown: 60,
      stepAdjustments: [{ metricIntervalLowerBound: '0', scalingAdjustment: 1 }],
    },
  });
  expect(outputs['arn']).toBe('arn:policy');
  const scaling = {
    kind: 'step',
    cooldownSeconds: 60,
    steps: [{ lower: 0, upper: Infinity, adjustment: 1 }],
  };
  expect(using.calls).toEqual([
    ['appautoscaling.putPolicy', { name: 'first', resourceId, scaling }],
    ['appautoscaling.deletePolicy', resourceId, 'first'],
  ]);
});

const tracking = {
  targetValue: 5,
  customizedMetricSpecification: {
    namespace: 'AWS/SageMaker',
    metricName: 'ApproximateBacklogSizePerInstance',
    dimensions: [{ name: 'EndpointName', value: 'e' }],
    statistic: 'Average',
  },
};

it('Policy of target tracking, with the cooldowns of AWS', async () => {
  await life(POLICY, {
    name: 'backlog',
    ...scalable,
    policyType: 'TargetTrackingScaling',
    targetTrackingScalingPolicyConfiguration: tracking,
  });
  const scaling = {
    kind: 'target',
    targetValue: 5,
    metric: { name: 'ApproximateBacklogSizePerInstance', dimensions: { EndpointName: 'e' } },
    scaleOutCooldownSeconds: 300,
    scaleInCooldownSeconds: 300,
  };
  expect(using.calls[0]).toEqual([
    'appautoscaling.putPolicy',
    { name: 'backlog', resourceId, scaling },
  ]);
});

it('a policy needs the configuration of its type, and no other', () => {
  const given = { name: 'p', ...scalable, policyType: 'StepScaling' };
  const failures = checkInputs(handlerOf(POLICY), {
    ...given,
    targetTrackingScalingPolicyConfiguration: tracking,
  });
  expect(failures).toMatchObject([
    { property: 'stepScalingPolicyConfiguration' },
    { property: 'targetTrackingScalingPolicyConfiguration' },
  ]);
});
