import { AwsError } from '../../../cloud/aws-error.ts';
import { removeDirectory } from '../../../cloud/processes/remove-directory.ts';
import type { Container } from '../container.ts';
import type { ServerlessVariant } from '../endpoint-config.ts';
import type { Fleet, Work } from '../fleet.ts';
import { InFlight } from '../in-flight.ts';
import { notStarted } from '../model-error.ts';
import {
  prepareContainers,
  type FleetDependencies,
  type FleetSpec,
} from '../prepare-containers.ts';
import { notHealthy } from '../provision.ts';
import { InstancePool } from './instance-pool.ts';
import { serverlessInstance } from './serverless-instance.ts';

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
  readonly #stopped = Promise.withResolvers<undefined>();
  #pool: InstancePool | undefined;

  constructor(spec: FleetSpec, variant: ServerlessVariant, dependencies: FleetDependencies) {
    this.config = spec.config;
    this.#variant = variant;
    this.#spec = spec;
    this.#dependencies = dependencies;
  }

  async start(): Promise<void> {
    const { context } = this.#dependencies;
    const containers = await prepareContainers(this.#spec, this.#dependencies);
    const { memorySizeInMb, provisionedConcurrency = 0 } = this.#variant.serverless;
    this.#pool = new InstancePool({
      context,
      provisioned: provisionedConcurrency,
      next: () => serverlessInstance(containers, memorySizeInMb, this.#dependencies),
      log: containers.log,
      notStarted: () => notStarted(this.#spec.endpointName, context),
    });
    if (await this.#pool.startProvisioned()) return;
    await this.stop();
    throw notHealthy(this.#variant.variantName);
  }

  async watch(): Promise<void> {
    await this.#stopped.promise;
  }

  /** A container that did not answer, or not in time, is not used again. */
  use<Answer>(work: Work<Answer>): Promise<Answer> {
    if (this.#inFlight.count >= this.#variant.serverless.maxConcurrency) throw throttled();
    const pool = this.#pool as InstancePool;
    return this.#inFlight.during(async () => {
      const instance = await pool.acquire();
      try {
        return await work(instance.container as Container, undefined);
      } catch (error) {
        void pool.end(instance);
        throw error;
      } finally {
        pool.release(instance);
      }
    });
  }

  async drain(): Promise<void> {
    await this.#inFlight.none();
    await this.stop();
  }

  async stop(): Promise<void> {
    this.#stopped.resolve(undefined);
    await this.#pool?.close();
    removeDirectory(this.#spec.directory);
  }

  abandon(): void {
    this.#stopped.resolve(undefined);
    void this.#pool?.close();
  }
}

/**
 * AWS documents that calls above MaxConcurrency are throttled, but neither the error's name nor its status. The SDKs
 * retry this pair as throttling.
 */
const throttled = () => new AwsError('ThrottlingException', 'Rate exceeded', { status: 429 });
