import { VARIANT_NAME } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

/** An update is rolled back when a larger share of the new containers' requests fails. */
const SHARE_OF_ERRORS = 0.05;

/**
 * Goes off when the containers of one endpoint configuration answer 5xx; SageMaker then rolls back the update to it. A
 * model's 4xx, its answer to a bad input, does not count. Nor do errors of the instances being replaced: otherwise a
 * failing model could not be replaced. Each configuration has its own alarm, because a changed alarm keeps its state.
 * @param name the endpoint's name
 */
export function rollbackAlarm(
  name: string,
  endpointConfigName: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm {
  return new aws.cloudwatch.MetricAlarm(
    name,
    {
      name: endpointConfigName,
      alarmDescription: `Rolls back an update of ${name} when its containers fail.`,
      namespace: 'AWS/SageMaker',
      metricName: 'Invocation5XXErrors',
      dimensions: {
        EndpointName: name,
        VariantName: VARIANT_NAME,
        // Selects the metrics of the new instances only.
        EndpointConfigName: endpointConfigName,
      },
      // SageMaker records 1 for a failed request and 0 for any other, so the average is the share of errors.
      statistic: 'Average',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: SHARE_OF_ERRORS,
      period: 60,
      evaluationPeriods: 1,
      // There is no traffic while the endpoint is asleep.
      treatMissingData: 'notBreaching',
    },
    options,
  );
}
