import { AwsError } from '../../cloud/aws-error.ts';
import type { AsyncConfig } from './async/async-config.ts';
import type { SageMakerControl } from './control.ts';
import { isMultiModel, type Model } from './model.ts';

type ConfigSpec = Parameters<SageMakerControl['createEndpointConfig']>[0];
type VariantSpec = ConfigSpec['productionVariants'][number];

export interface InstanceVariant {
  readonly variantName: string;
  readonly modelName: string;
  readonly initialInstanceCount: number;
  readonly instanceType: string;
  readonly containerStartupHealthCheckTimeoutInSeconds?: number;
}

export interface ServerlessVariant {
  readonly variantName: string;
  readonly modelName: string;
  readonly serverless: NonNullable<VariantSpec['serverlessConfig']>;
}

export type ProductionVariant = InstanceVariant | ServerlessVariant;

export interface EndpointConfig {
  readonly name: string;
  readonly createdAt: Date;
  /** The local cloud runs one variant. */
  readonly variant: ProductionVariant;
  /** Of an asynchronous endpoint. */
  readonly async?: AsyncConfig;
}

export const isServerless = (variant: ProductionVariant): variant is ServerlessVariant =>
  'serverless' in variant;

/** SageMaker's default quota of instances per endpoint. */
export const INSTANCES_MOST = 4;

/**
 * The variant of an endpoint configuration.
 * @throws AwsError ValidationException for what SageMaker, or the local cloud, does not run; SageMaker's own texts are
 * not known
 */
export function readVariant(
  { name, productionVariants, asyncInferenceConfig }: ConfigSpec,
  findModel: (name: string) => Model,
): ProductionVariant {
  const [variant, ...others] = productionVariants;
  if (!variant || others.length > 0) throw refused(name, 'must have one production variant');
  const model = findModel(variant.modelName);
  if (variant.serverlessConfig === undefined) return instanceVariant(name, variant);
  if (asyncInferenceConfig) throw refused(name, 'is serverless and must not be asynchronous');
  return serverlessVariant(name, variant, model);
}

function instanceVariant(config: string, variant: VariantSpec): InstanceVariant {
  const { variantName, modelName, initialInstanceCount, instanceType } = variant;
  const startup = variant.containerStartupHealthCheckTimeoutInSeconds;
  if (initialInstanceCount === undefined || instanceType === undefined) {
    throw refused(config, 'must have initialInstanceCount and instanceType, or serverlessConfig');
  }
  if (initialInstanceCount > INSTANCES_MOST) {
    throw refused(config, `must be on at most ${INSTANCES_MOST} instances`);
  }
  return {
    variantName,
    modelName,
    initialInstanceCount,
    instanceType,
    ...(startup === undefined ? {} : { containerStartupHealthCheckTimeoutInSeconds: startup }),
  };
}

function serverlessVariant(config: string, variant: VariantSpec, model: Model): ServerlessVariant {
  const { variantName, modelName, serverlessConfig, ...others } = variant;
  const serverless = serverlessConfig as ServerlessVariant['serverless'];
  const given = Object.entries(others).filter(([, value]) => value !== undefined);
  if (given.length > 0) {
    throw refused(
      config,
      `is serverless and must not have ${given.map(([key]) => key).join(', ')}`,
    );
  }
  if ((serverless.provisionedConcurrency ?? 0) > serverless.maxConcurrency) {
    throw refused(config, 'must not have more provisionedConcurrency than maxConcurrency');
  }
  if (isMultiModel(model)) throw refused(config, 'is serverless: no multi-model container');
  if (model.isolated === true) throw refused(config, 'is serverless: no network isolation');
  return { variantName, modelName, serverless };
}

const refused = (config: string, what: string) =>
  new AwsError('ValidationException', `Endpoint configuration ${config} ${what}.`);
