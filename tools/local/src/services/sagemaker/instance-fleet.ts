import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError } from '../../cloud/aws-error.ts';
import { removeDirectory } from '../../cloud/processes/remove-directory.ts';
import { ContainerModels } from './container-models.ts';
import { Container } from './container.ts';
import type { InstanceVariant } from './endpoint-config.ts';
import type { Fleet, Work } from './fleet.ts';
import { InFlight } from './in-flight.ts';
import { isMultiModel } from './model.ts';
import {
  prepareContainers,
  type Containers,
  type FleetDependencies,
  type FleetSpec,
} from './prepare-containers.ts';
import { archiveOf, ProvisionError } from './provision.ts';
import { Supervisor } from './supervisor.ts';

/** SageMaker's start-up time-out where the variant sets none. */
const STARTUP_SECONDS = 8 * 60;

/** One container per instance. */
export class InstanceFleet implements Fleet {
  readonly config;
  readonly payloadBytes = 6 * 1024 * 1024;
  readonly #variant: InstanceVariant;
  readonly #spec: FleetSpec;
  readonly #dependencies: FleetDependencies;
  /** Of a multi-model endpoint: what each container has loaded. */
  readonly #models = new WeakMap<Container, ContainerModels>();
  readonly #inFlight = new InFlight();
  #supervisors: readonly Supervisor[] = [];
  #uses = 0;

  constructor(spec: FleetSpec, variant: InstanceVariant, dependencies: FleetDependencies) {
    this.config = spec.config;
    this.#variant = variant;
    this.#spec = spec;
    this.#dependencies = dependencies;
  }

  get isMultiModel(): boolean {
    const { model } = this.#spec;
    return model !== undefined && isMultiModel(model);
  }

  get instances(): number {
    return this.#supervisors.length;
  }

  async start(): Promise<void> {
    const containers = await prepareContainers(this.#spec, this.#dependencies);
    const { initialInstanceCount, variantName } = this.#variant;
    this.#supervisors = Array.from({ length: initialInstanceCount }, () =>
      this.#supervisor(containers),
    );
    const healthy = await Promise.all(this.#supervisors.map((one) => one.startHealthy()));
    if (healthy.every(Boolean)) return;
    await Promise.all(this.#supervisors.map((one) => one.stop()));
    throw notHealthy(variantName);
  }

  /** Replaces containers that ended or are unhealthy. */
  async watch(): Promise<void> {
    await Promise.all(this.#supervisors.map((one) => one.watch()));
  }

  /** Takes the containers in turn. */
  async use<Answer>(work: Work<Answer>): Promise<Answer> {
    const containers = this.#supervisors.flatMap(({ container }) => container ?? []);
    const container = containers[this.#uses++ % containers.length];
    if (!container) {
      throw new AwsError('ServiceUnavailable', 'The container is being replaced.', { status: 503 });
    }
    return this.#inFlight.during(() => work(container, this.#models.get(container)));
  }

  async drain(): Promise<void> {
    await this.#inFlight.none();
    await this.stop();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#supervisors.map((one) => one.stop()));
    removeDirectory(this.#spec.directory);
  }

  abandon(): void {
    for (const supervisor of this.#supervisors) void supervisor.stop();
  }

  #supervisor(containers: Containers): Supervisor {
    const { containerStartupHealthCheckTimeoutInSeconds: startupSeconds = STARTUP_SECONDS } =
      this.#variant;
    const spec = containers.next();
    return new Supervisor({
      startupSeconds,
      log: containers.log,
      start: () =>
        isMultiModel(containers.model)
          ? this.#startMultiModel(containers, spec)
          : Container.start(spec, this.#dependencies.context.processes),
    });
  }

  async #startMultiModel(
    { model }: Containers,
    spec: ReturnType<Containers['next']>,
  ): Promise<Container> {
    // A container that replaces another has loaded nothing yet.
    const directory = join(spec.scratch, `models-${randomUUID()}`);
    for (const needed of [directory, spec.modelDirectory]) mkdirSync(needed, { recursive: true });
    const { processes } = this.#dependencies.context;
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

export const notHealthy = (variantName: string) =>
  new ProvisionError(
    `The primary container for production variant ${variantName} did not pass the ping health check. Please check CloudWatch logs for this endpoint.`,
  );
