import { VARIANT_NAME, type Rollout } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { arn, type Account } from '../arn.ts';
import type { ModelArtefact } from '../artefacts.ts';
import { rollbackAlarm } from './rollback-alarm.ts';
import { executionPolicy } from '../policies/execution.ts';
import { executionTrustPolicy } from '../policies/trust.ts';

export interface ModelArgs {
  readonly account: Account;
  readonly artefact: ModelArtefact;
  readonly bucket: aws.s3.Bucket;
  readonly imageUri: pulumi.Input<string>;
  readonly repositoryArn: string;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly logRetentionDays: number;
}

/**
 * How long a container may take until `/ping` answers. After that SageMaker fails the endpoint, which ends its billing.
 */
const CONTAINER_START_SECONDS = 180;

/** One new instance takes traffic first, long enough for the alarm to see one whole minute of it. */
const CANARY = { canaryInstances: 1, bakeSeconds: 120 };

/**
 * Everything that one model needs on SageMaker except the endpoint, which a wake creates under the component's name.
 */
export class Model extends pulumi.ComponentResource {
  readonly endpointName: string;
  readonly endpointConfigName: pulumi.Output<string>;
  /** How the endpoint moves to another configuration; all at once when undefined. */
  readonly rollout: pulumi.Output<Rollout> | undefined;

  /** @param name the endpoint's name */
  constructor(name: string, args: ModelArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:Model', name, {}, opts);
    const { account, artefact } = args;
    const child = { parent: this };
    const folder = `models/${artefact.name}`;

    const bundle = new aws.s3.BucketObjectv2(
      name,
      {
        bucket: args.bucket.bucket,
        // SageMaker reads a model's bundle once: new content needs a new key to become a new model.
        key: `${folder}/${artefact.bundleHash}.tar.gz`,
        source: new pulumi.asset.FileAsset(artefact.bundle),
      },
      child,
    );
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      {
        // SageMaker writes to a group of this name. If it is missing, SageMaker creates one that never expires.
        name: `/aws/sagemaker/Endpoints/${name}`,
        retentionInDays: args.logRetentionDays,
      },
      child,
    );
    const role = new aws.iam.Role(
      name,
      {
        assumeRolePolicy: JSON.stringify(executionTrustPolicy(account)),
      },
      child,
    );
    // A canary needs several instances. A single one is replaced all at once; if the new one does not become healthy,
    // SageMaker rolls back.
    const watched = args.instanceCount > 1;
    const rolePolicy = new aws.iam.RolePolicy(
      name,
      {
        role: role.name,
        policy: pulumi.all([args.bucket.arn, logGroup.arn]).apply(([bucketArn, logGroupArn]) =>
          JSON.stringify(
            executionPolicy({
              repository: args.repositoryArn,
              bundles: `${bucketArn}/${folder}/*`,
              logGroup: logGroupArn,
              // An alarm has the name of its endpoint configuration, which is created after this policy.
              ...(watched ? { alarms: arn(account, 'cloudwatch', `alarm:${name}-*`) } : {}),
            }),
          ),
        ),
      },
      child,
    );
    const model = new aws.sagemaker.Model(
      name,
      {
        executionRoleArn: role.arn,
        primaryContainer: {
          image: args.imageUri,
          modelDataUrl: pulumi.interpolate`s3://${bundle.bucket}/${bundle.key}`,
        },
        // The container makes no outgoing calls.
        enableNetworkIsolation: true,
      },
      // CreateModel reads the bundle with the role, which needs its policy by then.
      { ...child, dependsOn: [rolePolicy] },
    );
    const endpointConfig = new aws.sagemaker.EndpointConfiguration(
      name,
      {
        productionVariants: [
          {
            variantName: VARIANT_NAME,
            modelName: model.name,
            initialInstanceCount: args.instanceCount,
            instanceType: args.instanceType,
            containerStartupHealthCheckTimeoutInSeconds: CONTAINER_START_SECONDS,
          },
        ],
      },
      child,
    );
    const alarm = watched ? rollbackAlarm(name, endpointConfig.name, child) : undefined;
    this.endpointName = name;
    this.rollout = alarm?.name.apply((alarmName) => ({ ...CANARY, alarmName }));
    this.endpointConfigName = endpointConfig.name;
    this.registerOutputs({ endpointConfigName: this.endpointConfigName });
  }
}
