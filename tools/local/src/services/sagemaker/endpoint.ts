import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeDirectory } from '../../cloud/processes/remove-directory.ts';
import type { Alarms } from '../cloudwatch/alarms.ts';
import type { Metrics } from '../cloudwatch/metrics.ts';
import type { AsyncConfig } from './async/async-config.ts';
import { publishBacklog } from './async/backlog-metrics.ts';
import { JobQueue, type JobsServing } from './async/job-queue.ts';
import type { JobDependencies } from './async/run-job.ts';
import type { Rollout } from './deployment-config.ts';
import { createFleet } from './create-fleet.ts';
import type { EndpointConfig } from './endpoint-config.ts';
import type { Fleet } from './fleet.ts';
import { InstanceFleet } from './instance-fleet.ts';
import type { Model } from './model.ts';
import type { FleetDependencies } from './prepare-containers.ts';
import { executionCaller, ProvisionError } from './provision.ts';
import type { Tags } from './tags.ts';
import { refusalToWatch, watchRollout } from './watch-rollout.ts';

export type EndpointStatus = 'Creating' | 'InService' | 'Updating' | 'Failed' | 'Deleting';

export interface EndpointDependencies extends FleetDependencies, Pick<JobDependencies, 'publish'> {
  readonly alarms: Alarms;
  readonly metrics: Metrics;
  /** Called after each change of status. */
  readonly onStatus: (endpoint: Endpoint) => void;
}

/** What an endpoint runs on. */
export interface EndpointParts {
  readonly config: EndpointConfig;
  readonly model: Model | undefined;
}

const SERVING: readonly EndpointStatus[] = ['InService', 'Updating'];

/** One endpoint: its status, and the fleets that serve it. */
export class Endpoint {
  readonly name: string;
  tags: Tags;
  readonly createdAt = new Date();
  /** Of an asynchronous endpoint. */
  readonly jobs: JobQueue | undefined;
  readonly #dependencies: EndpointDependencies;
  readonly #directory: string;
  readonly #stopBacklogMetrics: () => void;
  #fleets = 0;
  #status: EndpointStatus = 'Creating';
  #failureReason: string | undefined;
  #modifiedAt = this.createdAt;
  #fleet: Fleet;
  /** The fleet that an update is about to put in its place. */
  #next: Fleet | undefined;
  /** `#next` takes one of this many invocations; 0: none. */
  #canaryEvery = 0;
  #taken = 0;

  constructor(
    { name, tags, ...parts }: { name: string; tags: Tags } & EndpointParts,
    dependencies: EndpointDependencies,
  ) {
    this.name = name;
    this.tags = tags;
    this.#dependencies = dependencies;
    const { scratch } = dependencies.context;
    this.#directory = join(scratch, 'endpoints', `${name}-${this.createdAt.getTime()}`);
    this.#fleet = this.#fleetOf(parts);
    this.jobs = parts.config.async && new JobQueue(() => this.#jobsServing(), dependencies);
    this.#stopBacklogMetrics = this.jobs
      ? publishBacklog(this, this.jobs, dependencies)
      : () => undefined;
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

  get isServing(): boolean {
    return SERVING.includes(this.#status);
  }

  /** The fleet for the next invocation, while the endpoint serves. */
  nextFleet(): Fleet {
    if (!this.#next || this.#canaryEvery === 0) return this.#fleet;
    this.#taken += 1;
    return this.#taken % this.#canaryEvery === 0 ? this.#next : this.#fleet;
  }

  /** How many instances serve, and how many are wanted. */
  get instances(): { readonly current: number; readonly desired: number } {
    const fleet = this.#fleet;
    const desired = fleet instanceof InstanceFleet ? fleet.desired : 0;
    return { current: this.isServing ? fleet.instances : 0, desired };
  }

  /** During an update still the old one. That SageMaker does so too is our inference. */
  get config(): EndpointConfig {
    return this.#fleet.config;
  }

  /** From Creating to InService or Failed. Resolves when the fleet started here no longer serves. */
  async run(): Promise<void> {
    this.#become('Creating');
    const fleet = this.#fleet;
    const failure = await this.#start(fleet);
    if (failure === 'closing') return;
    if (failure) {
      this.#failureReason = failure.reason;
      this.#become('Failed');
      return;
    }
    this.#become('InService');
    await fleet.watch();
  }

  /**
   * Blue/green: the new fleet starts beside the old one and takes the traffic once it is healthy; the old one finishes
   * its invocations. With a rollout the new fleet first takes only a part, and the alarms are watched after each step.
   * A fleet that does not become healthy, or sets off an alarm, is removed, and the endpoint serves as before. That
   * SageMaker then reports the FailureReason with the status InService is our inference. Resolves when the fleet
   * started here no longer serves.
   */
  async update(parts: EndpointParts, rollout?: Rollout): Promise<void> {
    this.#failureReason = undefined;
    this.#become('Updating');
    const [before, next] = [this.#fleet, this.#fleetOf(parts)];
    this.#next = next;
    const refusal = await refusalToWatch(parts.model, rollout, this.#dependencies);
    if (refusal !== undefined) return this.#rollBack(next, refusal);
    const failure = await this.#start(next);
    if (failure === 'closing') return;
    if (failure) return this.#rollBack(next, failure.reason);
    const watched = next.watch();
    this.#canaryEvery = rollout ? Math.ceil(next.instances / rollout.canaryInstances) : 0;
    const early = await watchRollout(rollout, this.#dependencies);
    if (early !== undefined) return this.#rollBack(next, early);
    this.#canaryEvery = 0;
    this.#fleet = next;
    const late = await watchRollout(rollout, this.#dependencies);
    if (late !== undefined) {
      this.#fleet = before;
      return this.#rollBack(next, late);
    }
    this.#next = undefined;
    await before.drain();
    this.#become('InService');
    await watched;
  }

  /** Changes the number of instances. When the new ones do not become healthy, it serves on as before. */
  async scale(count: number): Promise<void> {
    const fleet = this.#fleet;
    if (!(fleet instanceof InstanceFleet) || fleet.desired === count) return;
    this.#failureReason = undefined;
    const scaled = fleet.scale(count);
    this.#become('Updating');
    try {
      await scaled;
    } catch (error) {
      if (this.#dependencies.context.closing.aborted) return;
      this.#failureReason = reasonOf(error);
    }
    this.#become('InService');
  }

  /** From InService or Failed to gone. */
  async delete(): Promise<void> {
    this.#become('Deleting');
    this.#close();
    const { settings } = this.#dependencies.context;
    await Promise.all([
      this.#fleet.stop(),
      sleep(settings.endpointDeletionSeconds * 1_000, undefined, { ref: false }),
    ]);
    removeDirectory(this.#directory);
  }

  /** Stops supervising the containers, without waiting: the closing cloud ends them. */
  abandon(): void {
    this.#close();
    this.#fleet.abandon();
    this.#next?.abandon();
  }

  #close(): void {
    this.#stopBacklogMetrics();
    this.jobs?.close();
  }

  #jobsServing(): ReturnType<JobsServing> {
    const fleet = this.#fleet as InstanceFleet;
    const { config, model } = fleet;
    return {
      fleet,
      endpoint: {
        name: this.name,
        config: config.async as AsyncConfig,
        caller: executionCaller(model as Model),
      },
    };
  }

  async #rollBack(next: Fleet, reason: string): Promise<void> {
    this.#canaryEvery = 0;
    this.#next = undefined;
    await next.drain();
    this.#failureReason = reason;
    this.#become('InService');
  }

  /** @returns why it did not start, or that the cloud is closing */
  async #start(fleet: Fleet): Promise<{ readonly reason: string } | 'closing' | undefined> {
    const { settings, closing } = this.#dependencies.context;
    try {
      await sleep(settings.endpointCreationSeconds * 1_000, undefined, { signal: closing });
      await fleet.start();
      return undefined;
    } catch (error) {
      if (closing.aborted) return 'closing';
      return { reason: reasonOf(error) };
    }
  }

  #fleetOf(parts: EndpointParts): Fleet {
    this.#fleets += 1;
    const directory = join(this.#directory, String(this.#fleets));
    return createFleet({ endpointName: this.name, ...parts, directory }, this.#dependencies);
  }

  #become(status: EndpointStatus): void {
    this.#status = status;
    this.#modifiedAt = new Date();
    const reason = this.#failureReason === undefined ? '' : `: ${this.#failureReason}`;
    this.#dependencies.context.log(`sagemaker/${this.name}`, status + reason);
    this.#dependencies.onStatus(this);
  }
}

const reasonOf = (error: unknown) =>
  error instanceof ProvisionError ? error.message : String(error);
