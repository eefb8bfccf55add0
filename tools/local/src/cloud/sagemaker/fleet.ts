import { join } from 'node:path';
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

export interface FleetDependencies extends ProvisionDependencies {
  readonly logs: LogGroups;
}

export interface FleetSpec {
  readonly endpointName: string;
  readonly config: EndpointConfig;
  readonly model: Model | undefined;
  /** Its own; gone with it. */
  readonly directory: string;
}

/** SageMaker's start-up budget where the variant sets none. */
const STARTUP_SECONDS = 8 * 60;

/** What serves an endpoint on one configuration: here one container. An update puts another in its place. */
export class Fleet {
  readonly config: EndpointConfig;
  readonly #spec: FleetSpec;
  readonly #dependencies: FleetDependencies;
  #supervisor: Supervisor | undefined;
  #inFlight = 0;
  #drained: (() => void) | undefined;

  constructor(spec: FleetSpec, dependencies: FleetDependencies) {
    this.config = spec.config;
    this.#spec = spec;
    this.#dependencies = dependencies;
  }

  /** @throws ProvisionError when no container becomes healthy; none is left then */
  async start(): Promise<void> {
    this.#supervisor = await this.#prepare();
    if (await this.#supervisor.startHealthy()) return;
    throw new ProvisionError(
      `The primary container for production variant ${this.config.variant.variantName} did not pass the ping health check. Please check CloudWatch logs for this endpoint.`,
    );
  }

  /** Replaces a container that ended or is unhealthy; resolves when stopped. */
  async watch(): Promise<void> {
    await this.#supervisor?.watch();
  }

  /**
   * Runs `work` with the container, which an update lets finish it.
   * @returns undefined while there is none, for it is being replaced
   */
  async use<Answer>(
    work: (container: Container) => Promise<Answer>,
  ): Promise<{ readonly answer: Answer } | undefined> {
    const container = this.#supervisor?.container;
    if (!container) return undefined;
    this.#inFlight += 1;
    try {
      return { answer: await work(container) };
    } finally {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) this.#drained?.();
    }
  }

  /** Stops once no invocation is in flight; it must not be given another. */
  async drain(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#drained = () => resolve(undefined);
    if (this.#inFlight > 0) await promise;
    await this.stop();
  }

  async stop(): Promise<void> {
    await this.#supervisor?.stop();
    removeDirectory(this.#spec.directory);
  }

  /** Stops looking after the container, which the end of the cloud takes with it. */
  abandon(): void {
    void this.#supervisor?.stop();
  }

  async #prepare(): Promise<Supervisor> {
    const { context, logs } = this.#dependencies;
    const { endpointName, model, directory } = this.#spec;
    const { variant } = this.config;
    if (!model) throw new ProvisionError(`Could not find model "${variant.modelName}".`);
    const source = `sagemaker/${endpointName}`;
    const log = (line: string) => context.log(source, line);
    const modelDirectory = join(directory, 'model');
    const image = await provision(model, modelDirectory, this.#dependencies);
    const group = `/aws/sagemaker/Endpoints/${endpointName}`;
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
            scratch: join(directory, 'container'),
            onLine: log,
          },
          context.processes,
        ),
    });
  }
}
