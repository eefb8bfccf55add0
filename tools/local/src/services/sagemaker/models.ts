import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { SageMakerControl } from './control.ts';
import { readVariant, type EndpointConfig } from './endpoint-config.ts';
import type { Model } from './model.ts';

type ModelSpec = Parameters<SageMakerControl['createModel']>[0];
type ConfigSpec = Parameters<SageMakerControl['createEndpointConfig']>[0];

const NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/** SageMaker's models and endpoint configurations: what an endpoint is made from. */
export class Models {
  readonly #context: CloudContext;
  readonly #models = new Map<string, Model>();
  readonly #configs = new Map<string, EndpointConfig>();

  constructor(context: CloudContext) {
    this.#context = context;
  }

  createModel(model: ModelSpec): { arn: string } {
    const arn = this.#context.arns.model(model.name);
    checkName(model.name);
    if (this.#models.has(model.name)) {
      throw new AwsError('ValidationException', `Cannot create already existing model "${arn}".`);
    }
    this.#models.set(model.name, { ...model, createdAt: new Date() });
    return { arn };
  }

  deleteModel(name: string): void {
    this.#models.delete(name);
  }

  createEndpointConfig(config: ConfigSpec): { arn: string } {
    const { name } = config;
    const arn = this.#context.arns.endpointConfig(name);
    checkName(name);
    if (this.#configs.has(name)) {
      throw new AwsError(
        'ValidationException',
        `Cannot create already existing endpoint configuration "${arn}".`,
      );
    }
    const variant = readVariant(config, (model) => this.#existing(model));
    const { asyncInferenceConfig: async } = config;
    this.#configs.set(name, { name, createdAt: new Date(), variant, ...(async ? { async } : {}) });
    return { arn };
  }

  deleteEndpointConfig(name: string): void {
    this.#configs.delete(name);
  }

  all(): readonly Model[] {
    return [...this.#models.values()];
  }

  findModel(name: string): Model | undefined {
    return this.#models.get(name);
  }

  findConfig(name: string): EndpointConfig | undefined {
    return this.#configs.get(name);
  }

  #existing(name: string): Model {
    const model = this.#models.get(name);
    if (model) return model;
    const arn = this.#context.arns.model(name);
    throw new AwsError('ValidationException', `Could not find model "${arn}".`);
  }
}

function checkName(name: string): void {
  if (NAME.test(name)) return;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${name}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${NAME.source}`,
  );
}
