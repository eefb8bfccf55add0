import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from '../../cloud/aws-error.ts';
import { removeDirectory } from '../../cloud/processes/remove-directory.ts';
import { ContainerModels } from './container-models.ts';
import { Container } from './container.ts';
import type { InstanceVariant } from './endpoint-config.ts';
import type { Fleet, Work } from './fleet.ts';
import { InFlight } from './in-flight.ts';
import { isMultiModel, type Model } from './model.ts';
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

interface Instance {
  readonly supervisor: Supervisor;
  readonly inFlight: InFlight;
  /** Whether its container has been healthy once. */
  isStarted: boolean;
}

/** One container per instance. */
export class InstanceFleet implements Fleet {
  readonly config;
  readonly payloadBytes = 6 * 1024 * 1024;
  readonly #variant: InstanceVariant;
  readonly #spec: FleetSpec;
  readonly #dependencies: FleetDependencies;
  /** Of a multi-model endpoint: what each container has loaded. */
  readonly #models = new WeakMap<Container, ContainerModels>();
  readonly #stopped = Promise.withResolvers<undefined>();
  readonly #watched = new Set<Promise<void>>();
  /** Those that take work. */
  #instances: Instance[] = [];
  /** Those that finish their work. */
  readonly #leaving = new Set<Instance>();
  #desired: number;
  #containers: Containers | undefined;
  #uses = 0;

  constructor(spec: FleetSpec, variant: InstanceVariant, dependencies: FleetDependencies) {
    this.config = spec.config;
    this.#variant = variant;
    this.#desired = variant.initialInstanceCount;
    this.#spec = spec;
    this.#dependencies = dependencies;
  }

  get isMultiModel(): boolean {
    const { model } = this.#spec;
    return model !== undefined && isMultiModel(model);
  }

  get model(): Model | undefined {
    return this.#spec.model;
  }

  get instances(): number {
    return this.#instances.filter(({ isStarted }) => isStarted).length;
  }

  /** How many instances it has when no change is going on. */
  get desired(): number {
    return this.#desired;
  }

  async start(): Promise<void> {
    this.#containers = await prepareContainers(this.#spec, this.#dependencies);
    await this.#grow(this.#desired);
  }

  async watch(): Promise<void> {
    await this.#stopped.promise;
    await Promise.all(this.#watched);
  }

  /**
   * Starts or stops instances until there are this many. One that is stopped finishes its work first.
   * @throws ProvisionError when new ones do not become healthy; those that were there stay
   */
  async scale(count: number): Promise<void> {
    const before = this.#desired;
    this.#desired = count;
    try {
      if (count > before) {
        const { settings, closing } = this.#dependencies.context;
        await sleep(settings.endpointCreationSeconds * 1_000, undefined, { signal: closing });
        await this.#grow(count - before);
      } else await this.#shrink(before - count);
    } catch (error) {
      this.#desired = before;
      throw error;
    }
  }

  /** Takes the containers in turn. */
  async use<Answer>(work: Work<Answer>): Promise<Answer> {
    const serving = this.#instances.filter(({ supervisor }) => supervisor.container);
    const instance = serving[this.#uses++ % serving.length];
    if (!instance) {
      throw new AwsError('ServiceUnavailable', 'The container is being replaced.', { status: 503 });
    }
    return this.#during(instance, work);
  }

  /**
   * Runs `work` with the container of the instance that has the least of it.
   * @returns undefined when each has as much as it may have
   */
  useFree<Answer>(most: number, work: Work<Answer>): Promise<Answer> | undefined {
    const [free] = this.#instances
      .filter(({ supervisor, inFlight }) => supervisor.container && inFlight.count < most)
      .sort((a, b) => a.inFlight.count - b.inFlight.count);
    return free && this.#during(free, work);
  }

  async drain(): Promise<void> {
    await Promise.all(this.#all.map(({ inFlight }) => inFlight.none()));
    await this.stop();
  }

  async stop(): Promise<void> {
    this.#stopped.resolve(undefined);
    await Promise.all(this.#all.map(({ supervisor }) => supervisor.stop()));
    removeDirectory(this.#spec.directory);
  }

  abandon(): void {
    this.#stopped.resolve(undefined);
    for (const { supervisor } of this.#all) void supervisor.stop();
  }

  get #all(): Instance[] {
    return [...this.#instances, ...this.#leaving];
  }

  #during<Answer>({ supervisor, inFlight }: Instance, work: Work<Answer>): Promise<Answer> {
    const container = supervisor.container as Container;
    return inFlight.during(() => work(container, this.#models.get(container)));
  }

  async #grow(count: number): Promise<void> {
    const added = Array.from({ length: count }, () => this.#instance());
    this.#instances.push(...added);
    const healthy = await Promise.all(added.map((one) => this.#startInstance(one)));
    if (healthy.every(Boolean)) return;
    this.#instances = this.#instances.filter((one) => !added.includes(one));
    await Promise.all(added.map(({ supervisor }) => supervisor.stop()));
    throw notHealthy(this.#variant.variantName);
  }

  async #startInstance(instance: Instance): Promise<boolean> {
    const { supervisor } = instance;
    if (!(await supervisor.startHealthy())) return false;
    instance.isStarted = true;
    const watched = supervisor
      .watch()
      .catch((error: unknown) => this.#containers?.log(String(error)))
      .finally(() => this.#watched.delete(watched));
    this.#watched.add(watched);
    return true;
  }

  async #shrink(count: number): Promise<void> {
    const leaving = this.#instances
      .toSorted((a, b) => a.inFlight.count - b.inFlight.count)
      .slice(0, count);
    this.#instances = this.#instances.filter((one) => !leaving.includes(one));
    for (const one of leaving) this.#leaving.add(one);
    await Promise.all(
      leaving.map(async (one) => {
        await one.inFlight.none();
        await one.supervisor.stop();
        this.#leaving.delete(one);
      }),
    );
  }

  #instance(): Instance {
    const containers = this.#containers as Containers;
    const { containerStartupHealthCheckTimeoutInSeconds: startupSeconds = STARTUP_SECONDS } =
      this.#variant;
    const spec = containers.next();
    const supervisor = new Supervisor({
      startupSeconds,
      log: containers.log,
      start: () =>
        isMultiModel(containers.model)
          ? this.#startMultiModel(containers, spec)
          : Container.start(spec, this.#dependencies.context.processes),
    });
    return { supervisor, inFlight: new InFlight(), isStarted: false };
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
