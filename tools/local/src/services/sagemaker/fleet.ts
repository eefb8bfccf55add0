import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LogGroups } from '../logs/log-groups.ts';
import type { ChildProcesses } from '../../cloud/processes/child-processes.ts';
import { removeDirectory } from '../../cloud/processes/remove-directory.ts';
import { ContainerModels } from './container-models.ts';
import { Container, type ContainerSpec } from './container.ts';
import { isMultiModel, type EndpointConfig, type Model } from './models.ts';
import {
  archiveOf,
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
  /** The fleet's own; deleted with it. */
  readonly directory: string;
}

/** SageMaker's start-up time-out where the variant sets none. */
const STARTUP_SECONDS = 8 * 60;

/** The containers of an endpoint on one configuration, one per instance. An update replaces the whole fleet. */
export class Fleet {
  readonly config: EndpointConfig;
  readonly #spec: FleetSpec;
  readonly #dependencies: FleetDependencies;
  /** Of a multi-model endpoint: what each container has loaded. */
  readonly #models = new WeakMap<Container, ContainerModels>();
  #supervisors: readonly Supervisor[] = [];
  #uses = 0;
  #inFlight = 0;
  #drained: (() => void) | undefined;

  constructor(spec: FleetSpec, dependencies: FleetDependencies) {
    this.config = spec.config;
    this.#spec = spec;
    this.#dependencies = dependencies;
  }

  get isMultiModel(): boolean {
    const { model } = this.#spec;
    return model !== undefined && isMultiModel(model);
  }

  /** @throws ProvisionError when a container does not become healthy; all are stopped then */
  async start(): Promise<void> {
    this.#supervisors = await this.#prepare();
    const healthy = await Promise.all(this.#supervisors.map((one) => one.startHealthy()));
    if (healthy.every(Boolean)) return;
    await Promise.all(this.#supervisors.map((one) => one.stop()));
    throw new ProvisionError(
      `The primary container for production variant ${this.config.variant.variantName} did not pass the ping health check. Please check CloudWatch logs for this endpoint.`,
    );
  }

  /** Replaces containers that ended or are unhealthy; resolves when stopped. */
  async watch(): Promise<void> {
    await Promise.all(this.#supervisors.map((one) => one.watch()));
  }

  /**
   * Runs `work` with the containers in turn, and with the container's models on a multi-model endpoint. An update waits until `work` has finished.
   * @returns undefined while all containers are being replaced
   */
  async use<Answer>(
    work: (container: Container, models: ContainerModels | undefined) => Promise<Answer>,
  ): Promise<{ readonly answer: Answer } | undefined> {
    const containers = this.#supervisors.flatMap(({ container }) => container ?? []);
    const container = containers[this.#uses++ % containers.length];
    if (!container) return undefined;
    this.#inFlight += 1;
    try {
      return { answer: await work(container, this.#models.get(container)) };
    } finally {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) this.#drained?.();
    }
  }

  /** Stops once no invocation is in flight; the caller must not start another. */
  async drain(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#drained = () => resolve(undefined);
    if (this.#inFlight > 0) await promise;
    await this.stop();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#supervisors.map((one) => one.stop()));
    removeDirectory(this.#spec.directory);
  }

  /** Stops supervising the containers, without waiting: the closing cloud ends them. */
  abandon(): void {
    for (const supervisor of this.#supervisors) void supervisor.stop();
  }

  async #prepare(): Promise<Supervisor[]> {
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
    const startupSeconds = variant.containerStartupHealthCheckTimeoutInSeconds ?? STARTUP_SECONDS;
    return Array.from({ length: variant.initialInstanceCount }, (_, instance) => {
      const scratch = join(directory, `container-${instance}`);
      const { environment } = model;
      const { region, processes } = context;
      const stream = `${variant.variantName}/i-${randomUUID().slice(0, 17).replaceAll('-', '0')}`;
      const onLine = (line: string) => {
        log(line);
        logs.write(group, stream, line);
      };
      return new Supervisor({
        startupSeconds,
        log,
        start: () =>
          this.#startContainer(
            model,
            { image, modelDirectory, environment, region, scratch, onLine },
            processes,
          ),
      });
    });
  }

  async #startContainer(
    model: Model,
    spec: ContainerSpec,
    processes: ChildProcesses,
  ): Promise<Container> {
    if (!isMultiModel(model)) return Container.start(spec, processes);
    // A container that replaces another has loaded nothing yet.
    const directory = join(spec.scratch, `models-${randomUUID()}`);
    for (const needed of [directory, spec.modelDirectory]) mkdirSync(needed, { recursive: true });
    const container = await Container.start({ ...spec, modelsDirectory: directory }, processes);
    const models = new ContainerModels({
      url: container.url,
      directory,
      cached: model.modelsCached ?? true,
      archiveOf: (target) => archiveOf(model, target, this.#dependencies),
    });
    this.#models.set(container, models);
    return container;
  }
}
