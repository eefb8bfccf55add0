import {
  type AsyncEndpoint as Deployed,
  BUCKET,
  DECLARED_SUFFIX,
  LIMITS,
  VARIANT_NAME,
} from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import type { AsyncConfig } from '../serving/serve-models.ts';
import { declaredEndpoint } from './declared-endpoint.ts';
import { CONTAINER_START_SECONDS, hostedModel, type HostingArgs } from './hosted-model.ts';

/** The container takes as large an input, and works as long on it, as a job may have. */
const JOB_ENVIRONMENT = {
  SAGEMAKER_MAX_PAYLOAD_IN_MB: String(LIMITS.uploadBytes / 2 ** 20),
  SAGEMAKER_MODEL_SERVER_TIMEOUT: String(LIMITS.jobSeconds),
};

export interface AsyncEndpointArgs extends HostingArgs {
  readonly stack: string;
  readonly config: AsyncConfig;
  readonly artefact: ModelArtefact;
  /** The bucket of the jobs' inputs and answers. */
  readonly jobsBucket: aws.s3.Bucket;
  /** Where SageMaker announces the end of a job. */
  readonly topic: aws.sns.Topic;
}

/** An asynchronous endpoint with everything that it runs on; `AsyncScaling` changes the number of its instances. */
export class AsyncEndpoint extends pulumi.ComponentResource {
  readonly model: string;
  readonly endpointName: string;
  readonly maxInstances: number;
  /** Known when the endpoint is in service. */
  readonly deployed: pulumi.Output<Deployed>;

  /** @param name the endpoint's name */
  constructor(name: string, args: AsyncEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:AsyncEndpoint', name, {}, opts);
    const { stack, config, artefact, jobsBucket, topic } = args;
    const { model, instanceType, maxInstances, jobsPerInstance } = config;
    const child = { parent: this };
    const hosted = hostedModel(
      name,
      {
        ...args,
        key: `${model}${DECLARED_SUFFIX.async}`,
        artefacts: [artefact],
        isolated: true,
        environment: JOB_ENVIRONMENT,
        jobs: pulumi.output({ bucket: jobsBucket.arn, topic: topic.arn }),
      },
      child,
    );
    const below = (prefix: string) =>
      // SageMaker adds the slash.
      pulumi.interpolate`s3://${jobsBucket.bucket}/${prefix.replace(/\/$/, '')}`;
    const endpointConfig = new aws.sagemaker.EndpointConfiguration(
      name,
      {
        productionVariants: [
          {
            variantName: VARIANT_NAME,
            modelName: hosted.name,
            // SageMaker creates no endpoint without instances. The scaling removes this one when it is unused.
            initialInstanceCount: 1,
            instanceType,
            containerStartupHealthCheckTimeoutInSeconds: CONTAINER_START_SECONDS,
          },
        ],
        asyncInferenceConfig: {
          ...(jobsPerInstance === undefined
            ? {}
            : { clientConfig: { maxConcurrentInvocationsPerInstance: jobsPerInstance } }),
          outputConfig: {
            s3OutputPath: below(BUCKET.outputs),
            s3FailurePath: below(BUCKET.failures),
            notificationConfig: { successTopic: topic.arn, errorTopic: topic.arn },
          },
        },
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
    this.maxInstances = maxInstances;
    this.deployed = endpoint.name.apply((endpointName) => ({
      ...{ endpointName, instanceType, maxInstances },
    }));
    this.registerOutputs({ endpointName: endpoint.name });
  }
}
