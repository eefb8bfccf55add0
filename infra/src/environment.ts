import type { ApiEnvironment, Deployment, Tags } from '@pilotlight/contracts';
import * as pulumi from '@pulumi/pulumi';

type Inputs<T> = { readonly [K in keyof T]: pulumi.Input<Exclude<T[K], undefined>> };

export interface ServiceEnvironmentArgs {
  readonly tableName: pulumi.Output<string>;
  readonly bucketName: pulumi.Output<string>;
  readonly scheduleRuleName: pulumi.Output<string>;
  readonly activityIntervalSeconds: number;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly awakeHoursPerDay: number;
  readonly tags: Tags;
  readonly models: readonly { readonly name: string; readonly model: Inputs<Deployment> }[];
}

/** The environment of every function; the reaper gets the idle time too. */
export function serviceEnvironment(args: ServiceEnvironmentArgs): Inputs<ApiEnvironment> {
  const deployments = Object.fromEntries(
    args.models.map(({ name, model: { endpointName, endpointConfigName } }) => [
      name,
      { endpointName, endpointConfigName },
    ]),
  );
  return {
    TABLE_NAME: args.tableName,
    BUCKET_NAME: args.bucketName,
    DEPLOYMENTS: pulumi.jsonStringify(deployments),
    SCHEDULE_RULE_NAME: args.scheduleRuleName,
    ACTIVITY_INTERVAL_SECONDS: String(args.activityIntervalSeconds),
    INSTANCE_TYPE: args.instanceType,
    ...(args.instanceCount === 1 ? {} : { INSTANCE_COUNT: String(args.instanceCount) }),
    AWAKE_HOURS_PER_DAY: String(args.awakeHoursPerDay),
    TAGS: JSON.stringify(args.tags),
  };
}
