import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ContainerModels } from './container-models.ts';
import { Container, type ContainerSpec } from './container.ts';
import type { InstanceVariant } from './endpoint-config.ts';
import type { Work } from './fleet.ts';
import { InFlight } from './in-flight.ts';
import { isMultiModel } from './model.ts';
import type { Containers, FleetDependencies } from './prepare-containers.ts';
import { archiveOf } from './provision.ts';
import { Supervisor } from './supervisor.ts';

/** SageMaker's start-up time-out where the variant sets none. */
const STARTUP_SECONDS = 8 * 60;

/** One instance of an endpoint: its container, which is replaced when it fails, and the work that it has. */
export class Instance {
  readonly #supervisor: Supervisor;
  readonly #inFlight = new InFlight();
  /** Of a multi-model endpoint: what each container has loaded. */
  readonly #models = new WeakMap<Container, ContainerModels>();
  #isStarted = false;

  constructor(
    containers: Containers,
    { containerStartupHealthCheckTimeoutInSeconds: startupSeconds }: InstanceVariant,
    dependencies: FleetDependencies,
  ) {
    const spec = containers.next();
    this.#supervisor = new Supervisor({
      startupSeconds: startupSeconds ?? STARTUP_SECONDS,
      log: containers.log,
      start: () =>
        isMultiModel(containers.model)
          ? this.#startMultiModel(containers, spec, dependencies)
          : Container.start(spec, dependencies.context.processes),
    });
  }

  /** Whether its container has been healthy once. */
  get isStarted(): boolean {
    return this.#isStarted;
  }

  /** Whether it takes work now: not while its container is being replaced. */
  get isServing(): boolean {
    return this.#supervisor.container !== undefined;
  }

  /** How much it works on. */
  get load(): number {
    return this.#inFlight.count;
  }

  /** @returns whether its container became healthy; nothing runs otherwise */
  async start(): Promise<boolean> {
    this.#isStarted = await this.#supervisor.startHealthy();
    return this.#isStarted;
  }

  /** Replaces a container that ended or is unhealthy; resolves when stopped. */
  watch(): Promise<void> {
    return this.#supervisor.watch();
  }

  /** The caller checks `isServing` first. */
  run<Answer>(work: Work<Answer>): Promise<Answer> {
    const container = this.#supervisor.container as Container;
    return this.#inFlight.during(() => work(container, this.#models.get(container)));
  }

  /** Resolves once it works on nothing. */
  idle(): Promise<void> {
    return this.#inFlight.none();
  }

  stop(): Promise<void> {
    return this.#supervisor.stop();
  }

  async #startMultiModel(
    { model }: Containers,
    spec: ContainerSpec,
    dependencies: FleetDependencies,
  ): Promise<Container> {
    // A container that replaces another has loaded nothing yet.
    const directory = join(spec.scratch, `models-${randomUUID()}`);
    for (const needed of [directory, spec.modelDirectory]) mkdirSync(needed, { recursive: true });
    const { processes } = dependencies.context;
    const container = await Container.start({ ...spec, modelsDirectory: directory }, processes);
    const models = new ContainerModels({
      url: container.url,
      directory,
      cached: model.modelsCached ?? true,
      archiveOf: (target) => archiveOf(model, target, dependencies),
    });
    this.#models.set(container, models);
    return container;
  }
}
