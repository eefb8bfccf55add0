import { Type, type Static } from 'typebox';
import { handlersFor, type Failure } from '../../resources/handler.ts';
import { arn, inputs, name, optional, regionalInputs } from '../../resources/schema.ts';
import { COMPARISONS, type AlarmSpec, type CloudWatchControl, type Comparison } from './control.ts';

const defineHandler = handlersFor<Record<'cloudwatch', CloudWatchControl>>();

/** The metrics that the stand-in has, with the dimensions that each is published with. */
const DIMENSIONS: Readonly<Record<string, readonly string[]>> = {
  Invocation5XXErrors: ['EndpointName', 'VariantName', 'EndpointConfigName'],
  ApproximateBacklogSize: ['EndpointName'],
  ApproximateBacklogSizePerInstance: ['EndpointName'],
  HasBacklogWithoutCapacity: ['EndpointName'],
};

const Inputs = regionalInputs({
  name: optional(name('^[\\s\\S]+$', 255)),
  alarmDescription: optional(Type.String({ maxLength: 1024 })),
  namespace: Type.Literal('AWS/SageMaker'),
  metricName: Type.Enum(Object.keys(DIMENSIONS)),
  dimensions: inputs({
    EndpointName: Type.String({ minLength: 1 }),
    VariantName: optional(Type.String({ minLength: 1 })),
    EndpointConfigName: optional(Type.String({ minLength: 1 })),
  }),
  statistic: Type.Literal('Average'),
  comparisonOperator: Type.Enum(Object.keys(COMPARISONS) as Comparison[]),
  threshold: Type.Number(),
  period: Type.Integer({ minimum: 60, multipleOf: 60 }),
  evaluationPeriods: Type.Integer({ minimum: 1, maximum: 15 }),
  datapointsToAlarm: optional(Type.Integer({ minimum: 1, maximum: 15 })),
  treatMissingData: Type.Enum(['missing', 'notBreaching', 'breaching']),
  alarmActions: optional(Type.Array(arn('autoscaling'), { maxItems: 5 })),
});

type Given = Static<typeof Inputs>;

/** An alarm on the average of a metric of SageMaker; its actions are scaling policies. */
export const metricAlarm = defineHandler({
  type: 'aws:cloudwatch/metricAlarm:MetricAlarm',
  inputs: Inputs,
  defaults: { treatMissingData: 'missing' },
  autoname: { property: 'name', maxLength: 255 },
  replaceOnChanges: ['name', 'region'],
  check: failures,
  create(given, { cloud }) {
    const id = String(given.name);
    return { id, outputs: { arn: cloud.cloudwatch.putMetricAlarm(alarmOf(id, given)).arn } };
  },
  update: (id, given, { cloud }) => cloud.cloudwatch.putMetricAlarm(alarmOf(id, given)),
  delete: (id, _outputs, { cloud }) => cloud.cloudwatch.deleteAlarm(id),
});

function failures({
  metricName,
  dimensions,
  evaluationPeriods,
  datapointsToAlarm = evaluationPeriods,
}: Given): Failure[] {
  const wanted = DIMENSIONS[metricName] ?? [];
  const isPublished =
    Object.keys(dimensions).length === wanted.length && wanted.every((one) => one in dimensions);
  return [
    ...(isPublished
      ? []
      : [
          {
            property: 'dimensions',
            reason: `must be ${wanted.join(', ')}: SageMaker publishes ${metricName} with no others`,
          },
        ]),
    ...(datapointsToAlarm <= evaluationPeriods
      ? []
      : [{ property: 'datapointsToAlarm', reason: 'must not be more than evaluationPeriods' }]),
  ];
}

function alarmOf(alarmName: string, given: Given): AlarmSpec {
  return {
    name: alarmName,
    metric: { name: given.metricName, dimensions: { ...given.dimensions } },
    comparison: given.comparisonOperator,
    threshold: given.threshold,
    periodSeconds: given.period,
    evaluationPeriods: given.evaluationPeriods,
    datapointsToAlarm: given.datapointsToAlarm ?? given.evaluationPeriods,
    missing: given.treatMissingData,
    actions: given.alarmActions ?? [],
  };
}
