import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from '../../cloud/aws-error.ts';
import { removeDirectory } from '../../cloud/processes/remove-directory.ts';
import type { InstanceVariant } from './endpoint-config.ts';
import type { Fleet, Work } from './fleet.ts';
import { Instance } from './instance.ts';
import { isMultiModel, type Model } from './model.ts';
import {
  prepareContainers,
  type Containers,
  type FleetDependencies,
  type FleetSpec,
} from './prepare-containers.ts';
import { notHealthy } from './provision.ts';

/** Instances with one container each. */
export class InstanceFleet implements Fleet {
  readonly config;
  readonly payloadBytes = 6 * 1024 * 1024;
  readonly #variant: InstanceVariant;
  readonly #spec: FleetSpec;
  readonly #dependencies: FleetDependencies;
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
    const first = variant.initialInstanceCount;
    const { asyncFirstInstances } = dependencies.context.settings;
    this.#desired = spec.config.async ? Math.min(first, asyncFirstInstances) : first;
    this.#spec = spec;
    this.#dependencies = dependencies;
  }

  get model(): Model | undefined {
    return this.#spec.model;
  }

  get isMultiModel(): boolean {
    return this.model !== undefined && isMultiModel(this.model);
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
    if (count < before) return this.#shrink(before - count);
    const { settings, closing } = this.#dependencies.context;
    try {
      await sleep(settings.endpointCreationSeconds * 1_000, undefined, { signal: closing });
      await this.#grow(count - before);
    } catch (error) {
      this.#desired = before;
      throw error;
    }
  }

  /** Takes the instances in turn. */
  async use<Answer>(work: Work<Answer>): Promise<Answer> {
    const serving = this.#instances.filter(({ isServing }) => isServing);
    const instance = serving[this.#uses++ % serving.length];
    if (instance) return instance.run(work);
    throw new AwsError('ServiceUnavailable', 'The container is being replaced.', { status: 503 });
  }

  /**
   * Runs `work` on the instance that has the least of it.
   * @returns undefined when each has as much as it may have
   */
  useFree<Answer>(most: number, work: Work<Answer>): Promise<Answer> | undefined {
    const [free] = this.#instances
      .filter(({ isServing, load }) => isServing && load < most)
      .sort((a, b) => a.load - b.load);
    return free?.run(work);
  }

  async drain(): Promise<void> {
    await Promise.all(this.#all.map((instance) => instance.idle()));
    await this.stop();
  }

  async stop(): Promise<void> {
    this.#stopped.resolve(undefined);
    await Promise.all(this.#all.map((instance) => instance.stop()));
    removeDirectory(this.#spec.directory);
  }

  abandon(): void {
    this.#stopped.resolve(undefined);
    for (const instance of this.#all) void instance.stop();
  }

  get #all(): Instance[] {
    return [...this.#instances, ...this.#leaving];
  }

  async #grow(count: number): Promise<void> {
    const containers = this.#containers as Containers;
    const added = Array.from(
      { length: count },
      () => new Instance(containers, this.#variant, this.#dependencies),
    );
    this.#instances.push(...added);
    const started = await Promise.all(added.map((instance) => this.#start(instance)));
    if (started.every(Boolean)) return;
    this.#instances = this.#instances.filter((instance) => !added.includes(instance));
    await Promise.all(added.map((instance) => instance.stop()));
    throw notHealthy(this.#variant.variantName);
  }

  async #start(instance: Instance): Promise<boolean> {
    if (!(await instance.start())) return false;
    const watched = instance
      .watch()
      .catch((error: unknown) => this.#containers?.log(String(error)))
      .finally(() => this.#watched.delete(watched));
    this.#watched.add(watched);
    return true;
  }

  /** Removes those with the least work. */
  async #shrink(count: number): Promise<void> {
    const leaving = this.#instances.toSorted((a, b) => a.load - b.load).slice(0, count);
    this.#instances = this.#instances.filter((instance) => !leaving.includes(instance));
    for (const instance of leaving) this.#leaving.add(instance);
    await Promise.all(
      leaving.map(async (instance) => {
        await instance.idle();
        await instance.stop();
        this.#leaving.delete(instance);
      }),
    );
  }
}
