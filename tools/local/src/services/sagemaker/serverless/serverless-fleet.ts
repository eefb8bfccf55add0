import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from '../../../cloud/aws-error.ts';
import { removeDirectory } from '../../../cloud/processes/remove-directory.ts';
import type { Container } from '../container.ts';
import type { ServerlessVariant } from '../endpoint-config.ts';
import type { Fleet, Work } from '../fleet.ts';
import { InFlight } from '../in-flight.ts';
import { modelNotReady, notStarted } from '../model-error.ts';
import {
  prepareContainers,
  type Containers,
  type FleetDependencies,
  type FleetSpec,
} from '../prepare-containers.ts';
import { notHealthy } from '../provision.ts';
import type { Supervisor } from '../supervisor.ts';
import { serverlessInstance } from './serverless-instance.ts';

/** An instance that waits for its next invocation. */
interface Idle {
  readonly instance: Supervisor;
  /** Ends the instance, unless it is one of those that are kept. */
  readonly timer: NodeJS.Timeout;
}

type Waiting = PromiseWithResolvers<Supervisor>;

/**
 * The instances of a serverless endpoint: each takes one invocation at a time, is started when it is first needed, and
 * ends when it was not used for a while. `ProvisionedConcurrency` of them are started ahead, and kept.
 *
 * SageMaker also starts a container before the endpoint comes into service, to see whether it becomes healthy. Here that
 * shows at the first invocation, so that a stack starts quickly.
 */
export class ServerlessFleet implements Fleet {
  readonly config;
  readonly payloadBytes = 4 * 1024 * 1024;
  readonly isMultiModel = false;
  /** SageMaker shows no instances of a serverless endpoint. */
  readonly instances = 0;
  readonly #variant: ServerlessVariant;
  readonly #spec: FleetSpec;
  readonly #dependencies: FleetDependencies;
  readonly #inFlight = new InFlight();
  /** Starting, idle and busy ones. */
  readonly #all = new Set<Supervisor>();
  readonly #waiting: Waiting[] = [];
  readonly #stopped = Promise.withResolvers<undefined>();
  #idle: Idle[] = [];
  #starting = 0;
  #isStopped = false;
  #containers: Containers | undefined;

  constructor(spec: FleetSpec, variant: ServerlessVariant, dependencies: FleetDependencies) {
    this.config = spec.config;
    this.#variant = variant;
    this.#spec = spec;
    this.#dependencies = dependencies;
  }

  async start(): Promise<void> {
    this.#containers = await prepareContainers(this.#spec, this.#dependencies);
    const started = await Promise.all(
      Array.from({ length: this.#provisioned }, () => this.#launch()),
    );
    if (started.every(Boolean)) return;
    await this.stop();
    throw notHealthy(this.#variant.variantName);
  }

  async watch(): Promise<void> {
    await this.#stopped.promise;
  }

  /** A container that did not answer, or not in time, is not used again. */
  use<Answer>(work: Work<Answer>): Promise<Answer> {
    if (this.#inFlight.count >= this.#variant.serverless.maxConcurrency) throw throttled();
    return this.#inFlight.during(async () => {
      const instance = await this.#acquire();
      try {
        return await work(instance.container as Container, undefined);
      } catch (error) {
        void this.#end(instance);
        throw error;
      } finally {
        if (this.#all.has(instance)) this.#release(instance);
      }
    });
  }

  async drain(): Promise<void> {
    await this.#inFlight.none();
    await this.stop();
  }

  async stop(): Promise<void> {
    this.#close();
    await Promise.all([...this.#all].map((instance) => this.#end(instance)));
    removeDirectory(this.#spec.directory);
  }

  abandon(): void {
    this.#close();
    for (const instance of this.#all) void instance.stop();
  }

  get #provisioned(): number {
    return this.#variant.serverless.provisionedConcurrency ?? 0;
  }

  #close(): void {
    this.#isStopped = true;
    this.#stopped.resolve(undefined);
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#notStarted());
  }

  async #acquire(): Promise<Supervisor> {
    const idle = this.#idle.pop();
    if (idle) {
      clearTimeout(idle.timer);
      return idle.instance;
    }
    const waiting = Promise.withResolvers<Supervisor>();
    this.#waiting.push(waiting);
    if (this.#starting < this.#waiting.length) void this.#launch();
    const { serverlessWaitSeconds } = this.#dependencies.context.settings;
    const timer = setTimeout(() => waiting.reject(modelNotReady()), serverlessWaitSeconds * 1_000);
    try {
      return await waiting.promise;
    } finally {
      clearTimeout(timer);
      const at = this.#waiting.indexOf(waiting);
      if (at >= 0) this.#waiting.splice(at, 1);
    }
  }

  /** Gives the instance to the next invocation, or keeps it for a while. */
  #release(instance: Supervisor): void {
    const next = this.#waiting.shift();
    if (next) {
      next.resolve(instance);
      return;
    }
    const { serverlessIdleSeconds } = this.#dependencies.context.settings;
    const end = () => {
      if (this.#all.size <= this.#provisioned) return;
      this.#containers?.log(`an instance goes cold: unused for ${serverlessIdleSeconds} s`);
      void this.#end(instance);
    };
    const timer = setTimeout(end, serverlessIdleSeconds * 1_000).unref();
    this.#idle.push({ instance, timer });
  }

  /** Starts one instance. @returns whether it became healthy */
  async #launch(): Promise<boolean> {
    const { settings, closing } = this.#dependencies.context;
    this.#starting += 1;
    const { memorySizeInMb } = this.#variant.serverless;
    const containers = this.#containers as Containers;
    const instance = serverlessInstance(containers, memorySizeInMb, this.#dependencies);
    this.#all.add(instance);
    try {
      await sleep(settings.serverlessStartSeconds * 1_000, undefined, { signal: closing });
      const isHealthy = !this.#isStopped && (await instance.startHealthy());
      if (isHealthy && !this.#isStopped) {
        this.#follow(instance);
        this.#starting -= 1;
        this.#release(instance);
        return true;
      }
    } catch {
      // The cloud is closing.
    }
    this.#starting -= 1;
    this.#all.delete(instance);
    if (this.#starting < this.#waiting.length) this.#waiting.shift()?.reject(this.#notStarted());
    return false;
  }

  /** Forgets an instance whose container has ended by itself. */
  #follow(instance: Supervisor): void {
    void instance.container?.ended.then(async (how) => {
      if (!this.#all.has(instance)) return;
      this.#containers?.log(`the container of an instance ended with ${how}`);
      await this.#end(instance);
    });
  }

  async #end(instance: Supervisor): Promise<void> {
    this.#all.delete(instance);
    this.#idle = this.#idle.filter((idle) => {
      if (idle.instance === instance) clearTimeout(idle.timer);
      return idle.instance !== instance;
    });
    if (!this.#isStopped && this.#all.size < this.#provisioned) void this.#launch();
    await instance.stop();
  }

  #notStarted(): AwsError {
    return notStarted(this.#spec.endpointName, this.#dependencies.context);
  }
}

/**
 * AWS documents that calls above MaxConcurrency are throttled, but neither the error's name nor its status. The SDKs
 * retry this pair as throttling.
 */
const throttled = () => new AwsError('ThrottlingException', 'Rate exceeded', { status: 429 });
