import { violations } from '@pilotlight/contracts';
import { Type, type Static } from 'typebox';
import { AwsError } from '../../../cloud/aws-error.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import type { InvocationCounts } from '../invocation-counts.ts';

const closed = { additionalProperties: false };

/** CloudWatch counts whole minutes: the start is rounded down. */
const PERIOD_SECONDS = 60;

const Dimension = (name: string) =>
  Type.Object({ Name: Type.Literal(name), Value: Type.String({ minLength: 1 }) }, closed);

/** The only supported query: the sum of one variant's Invocations per minute, newest first. */
const Input = Type.Object(
  {
    StartTime: Type.Number(),
    EndTime: Type.Number(),
    ScanBy: Type.Literal('TimestampDescending'),
    MetricDataQueries: Type.Tuple([
      Type.Object(
        {
          Id: Type.String({ pattern: '^[a-z]\\w*$' }),
          MetricStat: Type.Object(
            {
              Metric: Type.Object(
                {
                  Namespace: Type.Literal('AWS/SageMaker'),
                  MetricName: Type.Literal('Invocations'),
                  Dimensions: Type.Tuple([Dimension('EndpointName'), Dimension('VariantName')]),
                },
                closed,
              ),
              Period: Type.Literal(PERIOD_SECONDS),
              Stat: Type.Literal('Sum'),
            },
            closed,
          ),
        },
        closed,
      ),
    ]),
  },
  closed,
);

export function getMetricData(counts: InvocationCounts): JsonOperation {
  return (input) => ({
    // CloudWatch's metrics have no ARN.
    permissions: [{ action: 'cloudwatch:GetMetricData', resource: '*' }],
    run: () => answer(counts, read(input)),
  });
}

function read(input: unknown): Static<typeof Input> {
  const wrong = violations(Input, input).map(({ pointer, detail }) => `${pointer} ${detail}`);
  if (wrong.length === 0) return input as Static<typeof Input>;
  throw new AwsError(
    'InvalidParameterValueException',
    `The local cloud answers GetMetricData only for one variant's Invocations per minute: ${wrong.join('; ')}`,
  );
}

function answer(
  counts: InvocationCounts,
  { StartTime, EndTime, MetricDataQueries: [query] }: Static<typeof Input>,
): object {
  const [endpoint, variant] = query.MetricStat.Metric.Dimensions;
  const start = Math.floor(StartTime / PERIOD_SECONDS) * PERIOD_SECONDS;
  const minutes = counts.between(endpoint.Value, variant.Value, start * 1000, EndTime * 1000);
  return {
    MetricDataResults: [
      {
        Id: query.Id,
        Label: 'Invocations',
        Timestamps: minutes.map(({ at }) => at / 1000),
        Values: minutes.map(({ count }) => count),
        StatusCode: 'Complete',
      },
    ],
    Messages: [],
  };
}
