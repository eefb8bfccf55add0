import {
  DECLARED_SUFFIX,
  LIMITS,
  type ServerlessEndpoint as Deployed,
  VARIANT_NAME,
} from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import type { ServerlessConfig } from '../serving/serve-models.ts';
import { declaredEndpoint } from './declared-endpoint.ts';
import { hostedModel, type HostingArgs } from './hosted-model.ts';

export interface ServerlessEndpointArgs extends HostingArgs {
  readonly stack: string;
  readonly config: ServerlessConfig;
  readonly artefact: ModelArtefact;
}

/**
 * A serverless endpoint with everything that it needs. It has a name of its own, because SageMaker makes no endpoint with
 * instances serverless, so that a model whose mode changes has both until the API has moved.
 */
export class ServerlessEndpoint extends pulumi.ComponentResource {
  readonly model: string;
  readonly endpointName: string;
  /** Known when the endpoint is in service. */
  readonly deployed: pulumi.Output<Deployed>;

  /** @param name the endpoint's name */
  constructor(name: string, args: ServerlessEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:ServerlessEndpoint', name, {}, opts);
    const { stack, config, artefact } = args;
    const { model, memoryMegabytes, maxConcurrency, provisionedConcurrency } = config;
    const child = { parent: this };
    const hosted = hostedModel(
      name,
      {
        ...args,
        key: `${model}${DECLARED_SUFFIX.serverless}`,
        artefacts: [artefact],
        isolated: false,
        // The container itself refuses a larger answer: SageMaker's own error for it is not documented.
        environment: { ANSWER_LIMIT_BYTES: String(LIMITS.serverlessBodyBytes) },
      },
      child,
    );
    const provisioned = provisionedConcurrency === undefined ? {} : { provisionedConcurrency };
    const endpointConfig = new aws.sagemaker.EndpointConfiguration(
      name,
      {
        productionVariants: [
          {
            variantName: VARIANT_NAME,
            modelName: hosted.name,
            serverlessConfig: { memorySizeInMb: memoryMegabytes, maxConcurrency, ...provisioned },
          },
        ],
      },
      child,
    );
    const endpoint = declaredEndpoint(
      name,
      { stack, endpointConfigName: endpointConfig.name },
      child,
    );
    this.model = model;
    this.endpointName = name;
    this.deployed = endpoint.name.apply((endpointName) => ({
      ...{ endpointName, memoryMegabytes, maxConcurrency },
      ...provisioned,
    }));
    this.registerOutputs({ endpointName: endpoint.name });
  }
}
