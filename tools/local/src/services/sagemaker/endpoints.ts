import { AwsError } from '../../cloud/aws-error.ts';
import { Endpoint, type EndpointDependencies, type EndpointParts } from './endpoint.ts';
import type { Rollout } from './deployment-config.ts';
import { INSTANCES_MOST, isServerless, type EndpointConfig } from './endpoint-config.ts';
import type { Models } from './models.ts';
import type { Tags } from './tags.ts';

/** SageMaker's endpoints by name. Names are unique regardless of case. */
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
    const { arns } = this.#dependencies.context;
    if (this.#endpoints.has(name.toLowerCase())) {
      throw new AwsError(
        'ValidationException',
        `Cannot create already existing endpoint "${arns.endpoint(name)}".`,
      );
    }
    const endpoint = new Endpoint({ name, tags, ...this.#parts(configName) }, this.#dependencies);
    this.#endpoints.set(name.toLowerCase(), endpoint);
    this.#follow(name, endpoint.run());
    return endpoint;
  }

  /**
   * Starts an update to another configuration.
   * @throws AwsError ValidationException
   */
  update(name: string, configName: string, rollout?: Rollout): void {
    const endpoint = this.describe(name);
    const { arns } = this.#dependencies.context;
    this.#refuseInProgress(endpoint);
    if (endpoint.status === 'Failed' || endpoint.config.name === configName) {
      // SageMaker refuses both; its own text is not known.
      const why =
        endpoint.status === 'Failed' ? 'it is Failed' : `it runs on ${configName} already`;
      throw new AwsError(
        'ValidationException',
        `Cannot update endpoint "${arns.endpoint(name)}": ${why}.`,
      );
    }
    const parts = this.#parts(configName);
    this.#refuseRollout(parts, rollout);
    refuseChange(endpoint, parts.config);
    this.#follow(endpoint.name, endpoint.update(parts, rollout));
  }

  find(name: string): Endpoint | undefined {
    return this.#endpoints.get(name.toLowerCase());
  }

  /**
   * Starts a change of the number of instances.
   * @throws AwsError ValidationException, ResourceLimitExceeded
   */
  scale(name: string, variantName: string, count: number): void {
    const endpoint = this.describe(name);
    this.#refuseInProgress(endpoint);
    const { config, status } = endpoint;
    const { variant } = config;
    const arn = this.#dependencies.context.arns.endpoint(name);
    if (variant.variantName !== variantName) {
      // SageMaker's own text is not known, here and below.
      throw refused(`Could not find variant "${variantName}" of endpoint "${arn}".`);
    }
    if (status === 'Failed') throw refused(`Cannot update endpoint "${arn}": it is Failed.`);
    if (isServerless(variant)) throw refused(`The endpoint "${arn}" is serverless.`);
    if (count === 0 && !config.async) {
      throw refused(`Only an asynchronous endpoint may have no instance, and "${arn}" is none.`);
    }
    if (count > INSTANCES_MOST) {
      throw new AwsError(
        'ResourceLimitExceeded',
        `The account-level service limit 'Maximum number of instances per endpoint' is ${INSTANCES_MOST} Instances, with current utilization of ${endpoint.instances.current} Instances and a request delta of ${count - endpoint.instances.current} Instances.`,
      );
    }
    this.#follow(endpoint.name, endpoint.scale(count));
  }

  /** @throws AwsError ValidationException `Could not find endpoint` */
  describe(name: string): Endpoint {
    const endpoint = this.find(name);
    if (endpoint) return endpoint;
    throw new AwsError(
      'ValidationException',
      `Could not find endpoint "${this.#dependencies.context.arns.endpoint(name)}".`,
    );
  }

  /** The tags for IAM's conditions; none for a missing endpoint. */
  tagsOf(name: string): Tags {
    return this.find(name)?.tags ?? {};
  }

  all(): Endpoint[] {
    return [...this.#endpoints.values()];
  }

  /** Starts the deletion; the name is free when `describe` no longer finds it. */
  delete(name: string): void {
    const endpoint = this.describe(name);
    const { log } = this.#dependencies.context;
    this.#refuseInProgress(endpoint);
    endpoint
      .delete()
      .then(() => log(`sagemaker/${endpoint.name}`, 'deleted'))
      .catch((error: unknown) => log(`sagemaker/${endpoint.name}`, String(error)))
      .finally(() => this.#endpoints.delete(name.toLowerCase()));
  }

  /**
   * For invocations: the name must match in case, and the endpoint must be serving.
   * @throws AwsError ValidationError
   */
  serving(name: string): Endpoint {
    const endpoint = this.find(name);
    if (endpoint?.name === name && endpoint.isServing) return endpoint;
    const { accountId } = this.#dependencies.context;
    throw new AwsError('ValidationError', `Endpoint ${name} of account ${accountId} not found.`);
  }

  /** For the closing cloud: resolves when no endpoint is being created, updated or watched. */
  async close(): Promise<void> {
    for (const endpoint of this.#endpoints.values()) endpoint.abandon();
    await Promise.all(this.#runs);
  }

  #parts(configName: string): EndpointParts {
    const config = this.#models.findConfig(configName);
    if (!config) {
      const arn = this.#dependencies.context.arns.endpointConfig(configName);
      throw new AwsError('ValidationException', `Could not find endpoint configuration "${arn}".`);
    }
    return { config, model: this.#models.findModel(config.variant.modelName) };
  }

  /** SageMaker refuses an impossible rollout; its own text is not known. */
  #refuseRollout({ config }: EndpointParts, rollout: Rollout | undefined): void {
    if (!rollout) return;
    if (isServerless(config.variant)) {
      const text = 'A serverless endpoint has no instances for a canary.';
      throw new AwsError('ValidationException', text);
    }
    const instances = config.variant.initialInstanceCount;
    if (rollout.canaryInstances * 2 > instances) {
      const text = `The canary must be at most half of the ${instances} instances.`;
      throw new AwsError('ValidationException', text);
    }
    const unknown = rollout.alarms.find((name) => !this.#dependencies.alarms.has(name));
    if (unknown === undefined) return;
    throw new AwsError('ValidationException', `Could not find the alarm ${unknown}.`);
  }

  #refuseInProgress({ name, status }: Endpoint): void {
    if (status !== 'Creating' && status !== 'Updating' && status !== 'Deleting') return;
    const arn = this.#dependencies.context.arns.endpoint(name);
    throw new AwsError('ValidationException', `Cannot update in-progress endpoint "${arn}".`);
  }

  #follow(name: string, work: Promise<void>): void {
    const { log } = this.#dependencies.context;
    const run = work
      .catch((error: unknown) => log(`sagemaker/${name}`, String(error)))
      .finally(() => this.#runs.delete(run));
    this.#runs.add(run);
  }
}

/**
 * A serverless endpoint can be changed to instances, but not back; SageMaker's own text is not known.
 * @throws AwsError ValidationException
 */
function refuseChange({ config }: Endpoint, next: EndpointConfig): void {
  if (!isServerless(config.variant) && isServerless(next.variant)) {
    throw refused('An endpoint on instances cannot be updated to a serverless configuration.');
  }
  if ((config.async === undefined) !== (next.async === undefined)) {
    throw refused('The local cloud makes no endpoint asynchronous, or the reverse, by an update.');
  }
}

const refused = (message: string) => new AwsError('ValidationException', message);
