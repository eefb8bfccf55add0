import {
  SHARED_ENDPOINT,
  VARIANT_NAME,
  type DeployedModel,
  type Rollout,
} from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { arn, type Account } from '../arn.ts';
import type { ModelArtefact } from '../artefacts.ts';
import type { EndpointConfig } from '../config/models.ts';
import { executionPolicy } from '../policies/execution.ts';
import { executionTrustPolicy } from '../policies/trust.ts';
import { rollbackAlarm } from './rollback-alarm.ts';

export interface EndpointArgs {
  readonly account: Account;
  readonly config: EndpointConfig;
  /** The artefacts of its models. */
  readonly artefacts: readonly ModelArtefact[];
  readonly bucket: aws.s3.Bucket;
  readonly imageUri: pulumi.Input<string>;
  readonly repositoryArn: string;
  readonly logRetentionDays: number;
}

/**
 * How long a container may take until `/ping` answers. After that SageMaker fails the endpoint, which ends its billing.
 */
const CONTAINER_START_SECONDS = 180;

/** One new instance takes traffic first, long enough for the alarm to see one whole minute of it. */
const CANARY = { canaryInstances: 1, bakeSeconds: 120 };

/**
 * Everything that an endpoint needs on SageMaker except the endpoint itself, which a wake creates under the component's
 * name. It serves one model, or several as a multi-model endpoint: then its container loads each bundle of a folder
 * when it is first asked for.
 */
export class Endpoint extends pulumi.ComponentResource {
  readonly key: string;
  readonly endpointName: string;
  readonly endpointConfigName: pulumi.Output<string>;
  /** How the endpoint moves to another configuration; all at once when undefined. */
  readonly rollout: pulumi.Output<Rollout> | undefined;
  /** Its models, as the functions ask them. */
  readonly models: pulumi.Output<DeployedModel[]>;

  /** @param name the endpoint's name */
  constructor(name: string, args: EndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    // Once it was a component of one model.
    const aliases = [{ type: 'pilotlight:component:Model' }];
    super('pilotlight:component:Endpoint', name, {}, { ...opts, aliases });
    const { account, config } = args;
    const { key, instanceType, instanceCount, idleMinutes } = config;
    const child = { parent: this };
    const folder = `models/${key}`;
    const shared = key === SHARED_ENDPOINT;

    const bundles = args.artefacts.map((artefact) => {
      // SageMaker reads a bundle once: new content needs a new key to become a new model.
      const file = `${artefact.bundleHash}.tar.gz`;
      const targetModel = shared ? `${artefact.name}/${file}` : undefined;
      const object = new aws.s3.BucketObjectv2(
        shared ? `${name}-${artefact.name}` : name,
        {
          bucket: args.bucket.bucket,
          key: `${folder}/${targetModel ?? file}`,
          source: new pulumi.asset.FileAsset(artefact.bundle),
        },
        child,
      );
      return { artefact, object, targetModel };
    });
    const [first] = bundles;
    if (!first) throw new Error(`the endpoint ${name} has no model`);

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
    const watched = instanceCount > 1;
    const rolePolicy = new aws.iam.RolePolicy(
      name,
      {
        role: role.name,
        policy: pulumi.all([args.bucket.arn, logGroup.arn]).apply(([bucket, logGroupArn]) =>
          JSON.stringify(
            executionPolicy({
              repository: args.repositoryArn,
              bundles: { bucket, folder, listed: shared },
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
        primaryContainer: shared
          ? {
              image: args.imageUri,
              mode: 'MultiModel',
              modelDataUrl: pulumi.interpolate`s3://${args.bucket.bucket}/${folder}/`,
            }
          : {
              image: args.imageUri,
              modelDataUrl: pulumi.interpolate`s3://${first.object.bucket}/${first.object.key}`,
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
            initialInstanceCount: instanceCount,
            instanceType,
            containerStartupHealthCheckTimeoutInSeconds: CONTAINER_START_SECONDS,
          },
        ],
      },
      child,
    );
    const alarm = watched ? rollbackAlarm(name, endpointConfig.name, child) : undefined;
    this.key = key;
    this.endpointName = name;
    this.rollout = alarm?.name.apply((alarmName) => ({ ...CANARY, alarmName }));
    this.endpointConfigName = endpointConfig.name;
    // With the objects' keys, so that a function never asks for a bundle that is not there yet.
    const keys = pulumi.all(bundles.map(({ object }) => object.key));
    this.models = pulumi.all([endpointConfig.name, keys]).apply(([endpointConfigName]) => {
      const endpoint = {
        ...{ key, endpointName: name, endpointConfigName, instanceType, instanceCount },
        ...{ idleMinutes, models: [...config.models] },
      };
      return bundles.map(({ artefact, targetModel }) => ({
        name: artefact.name,
        version: artefact.version,
        serving: {
          mode: 'realtime' as const,
          endpoint,
          ...(targetModel === undefined ? {} : { targetModel }),
        },
      }));
    });
    this.registerOutputs({ endpointConfigName: this.endpointConfigName });
  }
}
