import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogGroups } from '../logs/log-groups.ts';
import { removeDirectory } from '../processes/remove-directory.ts';
import { Container } from './container.ts';
import type { EndpointConfig, Model } from './models.ts';
import {
  executionCaller,
  provision,
  ProvisionError,
  type ProvisionDependencies,
} from './provision.ts';
import { Supervisor } from './supervisor.ts';
import type { Tags } from './tags.ts';

export type EndpointStatus = 'Creating' | 'InService' | 'Failed' | 'Deleting';

export interface EndpointDependencies extends ProvisionDependencies {
  readonly logs: LogGroups;
  /** Told after each change of status. */
  readonly onStatus: (endpoint: Endpoint) => void;
}

/** SageMaker's start-up budget where the variant sets none. */
const STARTUP_SECONDS = 8 * 60;

/** One endpoint: its status, and the container behind it. */
export class Endpoint {
  readonly name: string;
  readonly config: EndpointConfig;
  readonly tags: Tags;
  readonly createdAt = new Date();
  readonly #model: Model | undefined;
  readonly #dependencies: EndpointDependencies;
  readonly #directory: string;
  #status: EndpointStatus = 'Creating';
  #failureReason: string | undefined;
  #modifiedAt = this.createdAt;
  #supervisor: Supervisor | undefined;

  constructor(
    {
      name,
      config,
      model,
      tags,
    }: { name: string; config: EndpointConfig; model: Model | undefined; tags: Tags },
    dependencies: EndpointDependencies,
  ) {
    this.name = name;
    this.config = config;
    this.tags = tags;
    this.#model = model;
    this.#dependencies = dependencies;
    const { context } = dependencies;
    this.#directory = join(context.scratch, 'endpoints', `${name}-${this.createdAt.getTime()}`);
  }

  get status(): EndpointStatus {
    return this.#status;
  }

  get failureReason(): string | undefined {
    return this.#failureReason;
  }

  get modifiedAt(): Date {
    return this.#modifiedAt;
  }

  /** The container that takes invocations: none unless InService, and none while it is being replaced. */
  get container(): Container | undefined {
    return this.#status === 'InService' ? this.#supervisor?.container : undefined;
  }

  /** From Creating to InService or Failed; returns when the endpoint is in service no more. */
  async run(): Promise<void> {
    this.#become('Creating');
    const { settings, closing } = this.#dependencies.context;
    try {
      await sleep(settings.endpointCreationSeconds * 1_000, undefined, {
        signal: closing,
      });
      this.#supervisor = await this.#prepare();
      if (!(await this.#supervisor.startHealthy())) {
        throw new ProvisionError(
          `The primary container for production variant ${this.config.variant.variantName} did not pass the ping health check. Please check CloudWatch logs for this endpoint.`,
        );
      }
    } catch (error) {
      if (closing.aborted) return;
      this.#failureReason = error instanceof ProvisionError ? error.message : String(error);
      this.#become('Failed');
      return;
    }
    this.#become('InService');
    await this.#supervisor.watch();
  }

  /** From InService or Failed to gone. */
  async delete(): Promise<void> {
    this.#become('Deleting');
    const { settings } = this.#dependencies.context;
    await Promise.all([
      this.#supervisor?.stop(),
      sleep(settings.endpointDeletionSeconds * 1_000, undefined, { ref: false }),
    ]);
    removeDirectory(this.#directory);
  }

  /** Stops looking after the container, which the end of the cloud takes with it. */
  abandon(): void {
    void this.#supervisor?.stop();
  }

  async #prepare(): Promise<Supervisor> {
    const { context, logs } = this.#dependencies;
    const { variant } = this.config;
    const model = this.#model;
    if (!model) throw new ProvisionError(`Could not find model "${variant.modelName}".`);
    const source = `sagemaker/${this.name}`;
    const log = (line: string) => context.log(source, line);
    const modelDirectory = join(this.#directory, 'model');
    const image = await provision(model, modelDirectory, this.#dependencies);
    const group = `/aws/sagemaker/Endpoints/${this.name}`;
    await logs.warnIfMute(executionCaller(model), group, source);
    return new Supervisor({
      startupSeconds: variant.containerStartupHealthCheckTimeoutInSeconds ?? STARTUP_SECONDS,
      log,
      start: () =>
        Container.start(
          {
            image,
            modelDirectory,
            environment: model.environment,
            region: context.region,
            scratch: join(this.#directory, 'container'),
            onLine: log,
          },
          context.processes,
        ),
    });
  }

  #become(status: EndpointStatus): void {
    this.#status = status;
    this.#modifiedAt = new Date();
    const reason = this.#failureReason === undefined ? '' : `: ${this.#failureReason}`;
    this.#dependencies.context.log(`sagemaker/${this.name}`, status + reason);
    this.#dependencies.onStatus(this);
  }
}
