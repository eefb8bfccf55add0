import { type DeployedEndpoint, type Rollout, VARIANT_NAME } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { arn } from '../arn.ts';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import type { EndpointConfig } from '../serving/serve-models.ts';
import type { Bundle } from './bundles.ts';
import { CONTAINER_START_SECONDS, hostedModel, type HostingArgs } from './hosted-model.ts';
import { rollbackAlarm } from './rollback-alarm.ts';

export interface EndpointArgs extends HostingArgs {
  readonly config: EndpointConfig;
  /** The artefacts of its models. */
  readonly artefacts: readonly ModelArtefact[];
}

/** How a model is asked on an endpoint: these members of its serving. */
export interface EndpointMembers {
  readonly endpoint: DeployedEndpoint;
  readonly targetModel?: string;
}

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
    const { account, config } = args;
    const { key, models: names, functions, instanceType, instanceCount, idleMinutes } = config;
    const child = { parent: this };
    // A canary needs several instances. A single one is replaced all at once; if the new one does not become healthy,
    // SageMaker rolls back.
    const watched = instanceCount > 1;

    const hosted = hostedModel(
      name,
      {
        ...args,
        key,
        isolated: true,
        // An alarm has the name of its endpoint configuration, which is created after this policy.
        alarmArns: watched ? arn(account, 'cloudwatch', `alarm:${name}-*`) : undefined,
      },
      child,
    );
    const endpointConfig = new aws.sagemaker.EndpointConfiguration(
      name,
      {
        productionVariants: [
          {
            variantName: VARIANT_NAME,
            modelName: hosted.name,
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
    this.#bundles = hosted.bundles;
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
