import {
  type DeployedEndpoint,
  type Rollout,
  SHARED_ENDPOINT,
  VARIANT_NAME,
} from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { arn, type Account } from '../arn.ts';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import type { EndpointConfig } from '../serving/serve-models.ts';
import { type Bundle, putBundles } from './bundles.ts';
import { executionRole } from './execution-role.ts';
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

/** How a model is asked on an endpoint: these members of its serving. */
export interface EndpointMembers {
  readonly endpoint: DeployedEndpoint;
  readonly targetModel?: string;
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
  readonly #deployed: pulumi.Output<DeployedEndpoint>;
  readonly #bundles: readonly Bundle[];

  /** @param name the endpoint's name */
  constructor(name: string, args: EndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    // Once it was a component of one model.
    const aliases = [{ type: 'pilotlight:component:Model' }];
    super('pilotlight:component:Endpoint', name, {}, { ...opts, aliases });
    const { account, config, bucket } = args;
    const { key, models: names, functions, instanceType, instanceCount, idleMinutes } = config;
    const child = { parent: this };
    // A canary needs several instances. A single one is replaced all at once; if the new one does not become healthy,
    // SageMaker rolls back.
    const watched = instanceCount > 1;

    const bundles = putBundles(name, { key, artefacts: args.artefacts, bucket }, child);
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      {
        // SageMaker writes to a group of this name. If it is missing, SageMaker creates one that never expires.
        name: `/aws/sagemaker/Endpoints/${name}`,
        retentionInDays: args.logRetentionDays,
      },
      child,
    );
    const { role, policy } = executionRole(
      name,
      {
        account,
        repositoryArn: args.repositoryArn,
        bucketArn: bucket.arn,
        bundles: { folder: bundles.folder, listed: key === SHARED_ENDPOINT },
        logGroupArn: logGroup.arn,
        // An alarm has the name of its endpoint configuration, which is created after this policy.
        alarmArns: watched ? arn(account, 'cloudwatch', `alarm:${name}-*`) : undefined,
      },
      child,
    );
    const model = new aws.sagemaker.Model(
      name,
      {
        executionRoleArn: role.arn,
        primaryContainer: { image: args.imageUri, ...bundles.container },
        // The container makes no outgoing calls.
        enableNetworkIsolation: true,
      },
      // CreateModel reads the bundle with the role, which needs its policy by then.
      { ...child, dependsOn: [policy] },
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
    this.endpointConfigName = endpointConfig.name;
    this.rollout = alarm?.name.apply((alarmName) => ({ ...CANARY, alarmName }));
    const known = { key, endpointName: name, instanceType, instanceCount, idleMinutes };
    this.#deployed = endpointConfig.name.apply((endpointConfigName) => ({
      ...known,
      endpointConfigName,
      models: [...names],
      ...(functions.length > 0 ? { functions: [...functions] } : {}),
    }));
    this.#bundles = bundles.all;
    this.registerOutputs({ endpointConfigName: this.endpointConfigName });
  }

  /** How its model `name` is asked; known once the bundle is in the bucket, so that no function asks too early. */
  membersOf(name: string): pulumi.Output<EndpointMembers> {
    const bundle = this.#bundles.find(({ artefact }) => artefact.name === name);
    if (!bundle) throw new Error(`the endpoint ${this.endpointName} does not serve ${name}`);
    const { key, targetModel } = bundle;
    return pulumi
      .all([this.#deployed, key])
      .apply(([endpoint]) => ({ endpoint, ...(targetModel === undefined ? {} : { targetModel }) }));
  }
}
