import { VARIANT_NAME } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

/** A container that fails on more of its requests than this is not let into service. */
const SHARE_OF_ERRORS = 0.05;

/**
 * Goes off when the containers of one endpoint configuration answer 5xx, and SageMaker takes the move to it back. A model's
 * 4xx, what it says of a bad input, do not count. Nor do the errors of the instances that are replaced: a model that fails
 * could not be replaced otherwise. Each configuration has an alarm of its own, because an alarm that is changed keeps its
 * state.
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
      alarmDescription: `Takes back an update of ${name} whose containers fail.`,
      namespace: 'AWS/SageMaker',
      metricName: 'Invocation5XXErrors',
      dimensions: {
        EndpointName: name,
        VariantName: VARIANT_NAME,
        // SageMaker's metrics of the new instances alone.
        EndpointConfigName: endpointConfigName,
      },
      // SageMaker counts 1 for a request that failed and 0 for another, so that the average is the share.
      statistic: 'Average',
      comparisonOperator: 'GreaterThanThreshold',
      threshold: SHARE_OF_ERRORS,
      period: 60,
      evaluationPeriods: 1,
      // Nobody asks while it sleeps.
      treatMissingData: 'notBreaching',
    },
    options,
  );
}
