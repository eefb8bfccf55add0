import { Type } from 'typebox';
import { handlersFor, type HandlerContext } from '../../resources/handler.ts';
import { inputs, name, optional, regionalInputs } from '../../resources/schema.ts';
import type { CloudWatchControl } from './control.ts';

type Context = HandlerContext<Record<'cloudwatch', CloudWatchControl>>;
const defineHandler = handlersFor<Record<'cloudwatch', CloudWatchControl>>();

/** The only supported kind of alarm: on the share of 5xx from an endpoint's instances on one configuration. */
export const metricAlarm = defineHandler({
  type: 'aws:cloudwatch/metricAlarm:MetricAlarm',
  inputs: regionalInputs({
    name: optional(name('^[\\s\\S]+$', 255)),
    alarmDescription: optional(Type.String({ maxLength: 1024 })),
    namespace: Type.Literal('AWS/SageMaker'),
    metricName: Type.Literal('Invocation5XXErrors'),
    dimensions: inputs({
      EndpointName: Type.String({ minLength: 1 }),
      VariantName: Type.String({ minLength: 1 }),
      EndpointConfigName: Type.String({ minLength: 1 }),
    }),
    statistic: Type.Literal('Average'),
    comparisonOperator: Type.Literal('GreaterThanThreshold'),
    threshold: Type.Number({ minimum: 0, maximum: 1 }),
    period: Type.Integer({ minimum: 60, multipleOf: 60 }),
    evaluationPeriods: Type.Literal(1),
    treatMissingData: Type.Literal('notBreaching'),
  }),
  autoname: { property: 'name', maxLength: 255 },
  replaceOnChanges: ['name', 'region'],
  create(given, { cloud }) {
    const id = String(given.name);
    return { id, outputs: { arn: put(id, given, cloud).arn } };
  },
  update: (id, given, { cloud }) => put(id, given, cloud),
  delete: (id, _outputs, { cloud }) => cloud.cloudwatch.deleteAlarm(id),
});

interface Given {
  readonly dimensions: {
    readonly EndpointName: string;
    readonly VariantName: string;
    readonly EndpointConfigName: string;
  };
  readonly period: number;
  readonly threshold: number;
}

function put(alarmName: string, { dimensions, period, threshold }: Given, cloud: Context['cloud']) {
  return cloud.cloudwatch.putMetricAlarm({
    name: alarmName,
    endpointName: dimensions.EndpointName,
    variantName: dimensions.VariantName,
    endpointConfigName: dimensions.EndpointConfigName,
    periodSeconds: period,
    threshold,
  });
}
