import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { Account } from '../arn.ts';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import type { ExecutionArns } from '../policies/execution.ts';
import { type Bundle, putBundles } from './bundles.ts';
import { executionRole } from './execution-role.ts';

/**
 * How long a container may take until `/ping` answers. After that SageMaker fails the endpoint, which ends its billing.
 * Serverless endpoints have no such setting, but the same limit.
 */
export const CONTAINER_START_SECONDS = 180;

/** What the endpoints of a stack have in common. */
export interface HostingArgs {
  readonly account: Account;
  readonly bucket: aws.s3.Bucket;
  readonly imageUri: pulumi.Input<string>;
  readonly repositoryArn: string;
  readonly logRetentionDays: number;
}

export interface HostedModelArgs extends HostingArgs {
  /** Names the folder of its bundles: each endpoint has its own, so that a deleted one takes no other's bundle along. */
  readonly key: string;
  /** The artefacts of its models. */
  readonly artefacts: readonly ModelArtefact[];
  /** Network isolation: the container can make no outgoing calls. Serverless endpoints do not support it. */
  readonly isolated: boolean;
  /** Variables of the container, where it differs from that of a real-time endpoint; apps/inference lists them. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of the rollback alarms; undefined when there are none. */
  readonly alarmArns?: string | undefined;
  /** What the endpoint's jobs read and write; undefined when it has none. */
  readonly jobs?: pulumi.Input<NonNullable<ExecutionArns['jobs']>> | undefined;
}

/** A model on SageMaker, as an endpoint configuration names it. */
export interface HostedModel {
  readonly name: pulumi.Output<string>;
  readonly bundles: readonly Bundle[];
}

/** What every endpoint runs on: bundles, a log group, a role of its own, and a model. @param name the endpoint's name */
export function hostedModel(
  name: string,
  args: HostedModelArgs,
  options: pulumi.CustomResourceOptions,
): HostedModel {
  const { account, key, artefacts, bucket, repositoryArn, alarmArns, jobs, environment } = args;
  const bundles = putBundles(name, { key, artefacts, bucket }, options);
  const logGroup = new aws.cloudwatch.LogGroup(
    name,
    {
      // SageMaker writes to a group of this name. If it is missing, SageMaker creates one that never expires.
      name: `/aws/sagemaker/Endpoints/${name}`,
      retentionInDays: args.logRetentionDays,
    },
    options,
  );
  const { role, policy } = executionRole(
    name,
    {
      ...{ account, repositoryArn, alarmArns, jobs },
      bucketArn: bucket.arn,
      bundles: { folder: bundles.folder, listed: bundles.shared },
      logGroupArn: logGroup.arn,
    },
    options,
  );
  const model = new aws.sagemaker.Model(
    name,
    {
      executionRoleArn: role.arn,
      primaryContainer: {
        image: args.imageUri,
        ...bundles.container,
        ...(environment ? { environment } : {}),
      },
      enableNetworkIsolation: args.isolated,
    },
    // CreateModel reads the bundle with the role, which needs its policy by then.
    { ...options, dependsOn: [policy] },
  );
  return { name: model.name, bundles: bundles.all };
}
