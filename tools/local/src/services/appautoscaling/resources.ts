import { Type, type Static } from 'typebox';
import { handlersFor, type Failure } from '../../resources/handler.ts';
import { inputs, name, optional, regionalInputs } from '../../resources/schema.ts';
import type { AppAutoScalingControl, StepScaling, TargetTracking } from './control.ts';

const defineHandler = handlersFor<Record<'appautoscaling', AppAutoScalingControl>>();

/** Application Auto Scaling's cooldown where a policy has none. */
const COOLDOWN_SECONDS = 300;

/** The only scalable dimension: the instances of a SageMaker variant. */
const scalable = {
  serviceNamespace: Type.Literal('sagemaker'),
  resourceId: Type.String({ pattern: '^endpoint/[^/]+/variant/[^/]+$', maxLength: 1600 }),
  scalableDimension: Type.Literal('sagemaker:variant:DesiredInstanceCount'),
};

const REPLACING = ['serviceNamespace', 'resourceId', 'scalableDimension', 'region'];

export const target = defineHandler({
  type: 'aws:appautoscaling/target:Target',
  inputs: regionalInputs({
    ...scalable,
    minCapacity: Type.Integer({ minimum: 0 }),
    maxCapacity: Type.Integer({ minimum: 0 }),
  }),
  replaceOnChanges: REPLACING,
  create({ resourceId, minCapacity, maxCapacity }, { cloud }) {
    const outputs = cloud.appautoscaling.registerTarget({ resourceId, minCapacity, maxCapacity });
    return { id: resourceId, outputs: { ...outputs } };
  },
  update: (resourceId, { minCapacity, maxCapacity }, { cloud }) => ({
    ...cloud.appautoscaling.registerTarget({ resourceId, minCapacity, maxCapacity }),
  }),
  delete: (resourceId, _outputs, { cloud }) => cloud.appautoscaling.deregisterTarget(resourceId),
});

const cooldown = optional(Type.Integer({ minimum: 0 }));
/** The provider takes bounds as text. */
const Bound = optional(Type.String({ pattern: '^-?\\d+(\\.\\d+)?$' }));

const Step = inputs({
  adjustmentType: Type.Literal('ChangeInCapacity'),
  metricAggregationType: optional(Type.Literal('Average')),
  cooldown,
  stepAdjustments: Type.Array(
    inputs({
      metricIntervalLowerBound: Bound,
      metricIntervalUpperBound: Bound,
      scalingAdjustment: Type.Integer(),
    }),
    { minItems: 1, maxItems: 20 },
  ),
});

const Tracking = inputs({
  targetValue: Type.Number({ exclusiveMinimum: 0 }),
  customizedMetricSpecification: inputs({
    namespace: Type.Literal('AWS/SageMaker'),
    metricName: Type.Literal('ApproximateBacklogSizePerInstance'),
    dimensions: Type.Tuple([
      inputs({ name: Type.Literal('EndpointName'), value: Type.String({ minLength: 1 }) }),
    ]),
    statistic: Type.Literal('Average'),
  }),
  scaleInCooldown: cooldown,
  scaleOutCooldown: cooldown,
});

const PolicyInputs = regionalInputs({
  name: optional(name('^[^:/|]+$', 255)),
  ...scalable,
  policyType: Type.Enum(['StepScaling', 'TargetTrackingScaling']),
  stepScalingPolicyConfiguration: optional(Step),
  targetTrackingScalingPolicyConfiguration: optional(Tracking),
});

type PolicyGiven = Static<typeof PolicyInputs>;

export const policy = defineHandler({
  type: 'aws:appautoscaling/policy:Policy',
  inputs: PolicyInputs,
  autoname: { property: 'name', maxLength: 255 },
  replaceOnChanges: ['name', ...REPLACING],
  check: policyFailures,
  create(given, { cloud }) {
    const id = String(given.name);
    return { id, outputs: { ...cloud.appautoscaling.putPolicy(specOf(id, given)) } };
  },
  update: (id, given, { cloud }) => ({ ...cloud.appautoscaling.putPolicy(specOf(id, given)) }),
  delete: (id, { resourceId }, { cloud }) =>
    cloud.appautoscaling.deletePolicy(String(resourceId), id),
});

/** Each type has its own configuration, and no other. */
function policyFailures(given: PolicyGiven): Failure[] {
  const of = {
    stepScalingPolicyConfiguration: 'StepScaling',
    targetTrackingScalingPolicyConfiguration: 'TargetTrackingScaling',
  } as const;
  return (Object.keys(of) as (keyof typeof of)[])
    .filter((key) => (given[key] !== undefined) !== (given.policyType === of[key]))
    .map((property) => ({ property, reason: `belongs to the policyType ${of[property]} only` }));
}

function specOf(id: string, given: PolicyGiven): Parameters<AppAutoScalingControl['putPolicy']>[0] {
  const { resourceId, stepScalingPolicyConfiguration: step } = given;
  const tracking = given.targetTrackingScalingPolicyConfiguration as Static<typeof Tracking>;
  return { name: id, resourceId, scaling: step ? stepOf(step) : trackingOf(tracking) };
}

function stepOf({ cooldown: seconds, stepAdjustments }: Static<typeof Step>): StepScaling {
  return {
    kind: 'step',
    cooldownSeconds: seconds ?? COOLDOWN_SECONDS,
    steps: stepAdjustments.map((one) => ({
      lower: Number(one.metricIntervalLowerBound ?? -Infinity),
      upper: Number(one.metricIntervalUpperBound ?? Infinity),
      adjustment: one.scalingAdjustment,
    })),
  };
}

function trackingOf(given: Static<typeof Tracking>): TargetTracking {
  const { metricName, dimensions } = given.customizedMetricSpecification;
  const [{ value }] = dimensions;
  return {
    kind: 'target',
    targetValue: given.targetValue,
    metric: { name: metricName, dimensions: { EndpointName: value } },
    scaleOutCooldownSeconds: given.scaleOutCooldown ?? COOLDOWN_SECONDS,
    scaleInCooldownSeconds: given.scaleInCooldown ?? COOLDOWN_SECONDS,
  };
}
