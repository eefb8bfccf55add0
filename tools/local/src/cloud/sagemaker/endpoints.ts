import { AwsError } from '../aws-error.ts';
import { Endpoint, type EndpointDependencies } from './endpoint.ts';
import type { Models } from './models.ts';
import type { Tags } from './tags.ts';

/** SageMaker's endpoints by name; a name is taken whatever its case. */
export class Endpoints {
  readonly #models: Models;
  readonly #dependencies: EndpointDependencies;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #runs = new Set<Promise<void>>();

  constructor(models: Models, dependencies: EndpointDependencies) {
    this.#models = models;
    this.#dependencies = dependencies;
  }

  create(name: string, configName: string, tags: Tags): Endpoint {
    const { arns, log } = this.#dependencies.context;
    if (this.#endpoints.has(name.toLowerCase())) {
      throw new AwsError(
        'ValidationException',
        `Cannot create already existing endpoint "${arns.endpoint(name)}".`,
      );
    }
    const config = this.#models.findConfig(configName);
    if (!config) {
      throw new AwsError(
        'ValidationException',
        `Could not find endpoint configuration "${arns.endpointConfig(configName)}".`,
      );
    }
    const model = this.#models.findModel(config.variant.modelName);
    const endpoint = new Endpoint({ name, config, model, tags }, this.#dependencies);
    this.#endpoints.set(name.toLowerCase(), endpoint);
    const run = endpoint
      .run()
      .catch((error: unknown) => log(`sagemaker/${name}`, String(error)))
      .finally(() => this.#runs.delete(run));
    this.#runs.add(run);
    return endpoint;
  }

  /** @throws AwsError ValidationException `Could not find endpoint` */
  describe(name: string): Endpoint {
    const endpoint = this.#endpoints.get(name.toLowerCase());
    if (endpoint) return endpoint;
    throw new AwsError(
      'ValidationException',
      `Could not find endpoint "${this.#dependencies.context.arns.endpoint(name)}".`,
    );
  }

  all(): Endpoint[] {
    return [...this.#endpoints.values()];
  }

  /** Starts the deletion; the name is free when `describe` no longer finds it. */
  delete(name: string): void {
    const endpoint = this.describe(name);
    const { arns, log } = this.#dependencies.context;
    if (endpoint.status === 'Creating' || endpoint.status === 'Deleting') {
      throw new AwsError(
        'ValidationException',
        `Cannot update in-progress endpoint "${arns.endpoint(name)}".`,
      );
    }
    endpoint
      .delete()
      .then(() => log(`sagemaker/${endpoint.name}`, 'deleted'))
      .catch((error: unknown) => log(`sagemaker/${endpoint.name}`, String(error)))
      .finally(() => this.#endpoints.delete(name.toLowerCase()));
  }

  /** For invocations, where a name must match in case and the endpoint be in service. */
  findInService(name: string): Endpoint | undefined {
    const endpoint = this.#endpoints.get(name.toLowerCase());
    return endpoint?.name === name && endpoint.status === 'InService' ? endpoint : undefined;
  }

  /** For the closing cloud: resolves when nothing works on an endpoint any more. */
  async close(): Promise<void> {
    for (const endpoint of this.#endpoints.values()) endpoint.abandon();
    await Promise.all(this.#runs);
  }
}
