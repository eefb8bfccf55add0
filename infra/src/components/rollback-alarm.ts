import { VARIANT_NAME } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

/** A container that fails on more of its requests than this is not let into service. */
const SHARE_OF_ERRORS = 0.05;

/**
 * Goes off while an endpoint moves and its containers answer 5xx, and SageMaker takes the move back. A model's 4xx, what it
 * says of a bad input, do not count.
 * @param name the endpoint's name
 */
export function rollbackAlarm(
  name: string,
  options: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm {
  return new aws.cloudwatch.MetricAlarm(
    name,
    {
      alarmDescription: `Takes back an update of ${name} whose containers fail.`,
      namespace: 'AWS/SageMaker',
      metricName: 'Invocation5XXErrors',
      dimensions: { EndpointName: name, VariantName: VARIANT_NAME },
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
