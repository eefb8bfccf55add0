import { VARIANT_NAME } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface AsyncScalingArgs {
  readonly endpointName: string;
  readonly maxInstances: number;
  /** Created before the scaling and deleted after it. */
  readonly after: readonly pulumi.Resource[];
}

const METRICS = 'AWS/SageMaker';

/** With more jobs than this per instance, another instance is added. */
const JOBS_PER_INSTANCE = 5;

/**
 * Changes the number of instances of an asynchronous endpoint, from zero to the most, by the jobs that wait. Target
 * tracking adds the second instance and the next, and removes each, the last one too; but it does nothing for fewer jobs
 * than its target while there is no instance. So an alarm adds the first one: when a job has waited for two minutes.
 */
export class AsyncScaling extends pulumi.ComponentResource {
  /** @param name the endpoint's name */
  constructor(name: string, args: AsyncScalingArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:AsyncScaling', name, {}, opts);
    const child = { parent: this };
    const { endpointName, maxInstances, after } = args;
    const target = new aws.appautoscaling.Target(
      name,
      {
        serviceNamespace: 'sagemaker',
        resourceId: `endpoint/${endpointName}/variant/${VARIANT_NAME}`,
        scalableDimension: 'sagemaker:variant:DesiredInstanceCount',
        minCapacity: 0,
        maxCapacity: maxInstances,
      },
      // A target that outlived its endpoint would not scale the next one of this name reliably.
      { ...child, dependsOn: [...after] },
    );
    const scalable = {
      serviceNamespace: target.serviceNamespace,
      resourceId: target.resourceId,
      scalableDimension: target.scalableDimension,
    };
    new aws.appautoscaling.Policy(
      `${name}-backlog`,
      {
        ...scalable,
        policyType: 'TargetTrackingScaling',
        targetTrackingScalingPolicyConfiguration: {
          targetValue: JOBS_PER_INSTANCE,
          customizedMetricSpecification: {
            namespace: METRICS,
            metricName: 'ApproximateBacklogSizePerInstance',
            // SageMaker publishes it with this dimension only.
            dimensions: [{ name: 'EndpointName', value: endpointName }],
            statistic: 'Average',
          },
        },
      },
      child,
    );
    const first = new aws.appautoscaling.Policy(
      `${name}-first`,
      {
        ...scalable,
        policyType: 'StepScaling',
        stepScalingPolicyConfiguration: {
          adjustmentType: 'ChangeInCapacity',
          metricAggregationType: 'Average',
          // About the time that an instance takes to start.
          cooldown: 300,
          stepAdjustments: [{ metricIntervalLowerBound: '0', scalingAdjustment: 1 }],
        },
      },
      child,
    );
    new aws.cloudwatch.MetricAlarm(
      name,
      {
        alarmDescription: `Starts the first instance of ${endpointName} when a job waits for one.`,
        namespace: METRICS,
        metricName: 'HasBacklogWithoutCapacity',
        dimensions: { EndpointName: endpointName },
        statistic: 'Average',
        comparisonOperator: 'GreaterThanOrEqualToThreshold',
        threshold: 1,
        period: 60,
        evaluationPeriods: 2,
        datapointsToAlarm: 2,
        treatMissingData: 'missing',
        alarmActions: [first.arn],
      },
      child,
    );
    this.registerOutputs();
  }
}
