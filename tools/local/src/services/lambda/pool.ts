import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CloudContext } from '../../cloud/context.ts';
import type { CallerNetwork } from '../../cloud/iam/sessions.ts';
import type { LogGroups } from '../logs/log-groups.ts';
import { lastPart } from '../../cloud/arns.ts';
import type { FunctionSpec } from './control.ts';
import { removeDirectory } from '../../cloud/processes/remove-directory.ts';
import { instanceEnvironment, logGroupOf } from './environment.ts';
import { Instance } from './instance.ts';
import type { Mounted } from './mounts.ts';
import type { InvocationResult } from './result.ts';

/** Most instances of one function, for this machine's sake; further events wait for a free one. */
const INSTANCES_PER_FUNCTION = 8;

/** What a new instance of a function has around it. */
export interface Surroundings {
  /** Its file system. */
  readonly mounted?: Mounted | undefined;
  /** What it reaches; everything for a function outside VPCs. */
  readonly network?: CallerNetwork | undefined;
}

export interface PoolDependencies {
  readonly context: CloudContext;
  readonly logs: LogGroups;
}

interface Idle {
  readonly instance: Instance;
  /** Ends the instance. */
  readonly timer: NodeJS.Timeout;
}

interface Waiting {
  resolve(instance: Instance | Promise<Instance>): void;
}

/**
 * The instances of one version of a function: warm ones are reused, more are started when all are busy, and one that
 * was not used for a while ends.
 */
export class Pool {
  readonly #spec: FunctionSpec;
  readonly #dependencies: PoolDependencies;
  readonly #surroundings: () => Promise<Surroundings>;
  readonly #idle: Idle[] = [];
  readonly #all = new Set<Instance>();
  readonly #waiting: Waiting[] = [];
  readonly #drained = Promise.withResolvers<undefined>();
  #starting = 0;
  #isRetired = false;

  /** @param surroundings is asked for each instance; when it fails, the event fails with its error */
  constructor(
    spec: FunctionSpec,
    dependencies: PoolDependencies,
    surroundings: () => Promise<Surroundings>,
  ) {
    this.#spec = spec;
    this.#dependencies = dependencies;
    this.#surroundings = surroundings;
  }

  async invoke(event: string): Promise<InvocationResult> {
    const requestId = randomUUID();
    const instance = await this.#acquire();
    const { result, usable } = await instance.invoke(requestId, event);
    if (usable && !this.#isRetired) this.#release(instance);
    else await this.#discard(instance);
    if (result.functionError !== undefined) {
      const { log } = this.#dependencies.context;
      log(`lambda/${this.#spec.name}`, `ERROR ${requestId} ${result.payload}`);
    }
    return result;
  }

  /** Resolves when a retired pool has no instance left. */
  get drained(): Promise<undefined> {
    return this.#drained.promise;
  }

  /** Stops the idle instances now, and each busy one after its event. Does not wait for the busy ones. */
  async retire(): Promise<void> {
    this.#isRetired = true;
    this.#noteDrained();
    await Promise.all([...this.#idle].map(({ instance }) => this.#discard(instance)));
  }

  async #acquire(): Promise<Instance> {
    const idle = this.#idle.pop();
    if (idle) {
      clearTimeout(idle.timer);
      return idle.instance;
    }
    if (this.#all.size + this.#starting < INSTANCES_PER_FUNCTION) return this.#start();
    return new Promise((resolve) => this.#waiting.push({ resolve }));
  }

  #release(instance: Instance): void {
    const next = this.#waiting.shift();
    if (next) {
      next.resolve(instance);
      return;
    }
    const { functionIdleSeconds } = this.#dependencies.context.settings;
    const end = () => void this.#discard(instance);
    const timer = setTimeout(end, functionIdleSeconds * 1_000).unref();
    this.#idle.push({ instance, timer });
  }

  async #discard(instance: Instance): Promise<void> {
    this.#forget(instance);
    this.#startNext();
    await instance.stop();
  }

  #startNext(): void {
    this.#waiting.shift()?.resolve(this.#start());
  }

  async #start(): Promise<Instance> {
    this.#starting += 1;
    try {
      return this.#started(await this.#surroundings());
    } catch (error) {
      // Each waiting invocation gets the same error, or an instance.
      queueMicrotask(() => this.#startNext());
      throw error;
    } finally {
      this.#starting -= 1;
      this.#noteDrained();
    }
  }

  #started({ mounted, network }: Surroundings): Instance {
    const { context, logs } = this.#dependencies;
    const { sessions } = context;
    const { name, role, codeDirectory, memorySizeMb, timeoutSeconds } = this.#spec;
    const credentials = sessions.issue({ role: lastPart(role), session: name, network });
    const id = randomUUID().replaceAll('-', '');
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
    const logStream = `${day}/[$LATEST]${id}`;
    const temporary = join(context.scratch, 'functions', `${name}-tmp-${id}`);
    const instance = new Instance(
      {
        codeDirectory,
        temporary,
        memorySizeMb,
        timeoutSeconds,
        functionArn: context.arns.function(name),
        isOffline: network !== undefined,
        readOnly: mounted?.isReadOnly === true ? mounted.directory : undefined,
        onNotice: (line) => context.log(`lambda/${name}`, line),
        onLine: (line) => {
          context.log(`lambda/${name}`, line);
          logs.write(logGroupOf(this.#spec), logStream, line);
        },
        environment: instanceEnvironment(this.#spec, {
          region: context.region,
          endpointUrl: context.endpointUrl,
          credentials,
          codeDirectory,
          mounted,
          temporary,
          logStream,
        }),
      },
      context.processes,
    );
    this.#all.add(instance);
    void instance.ended.then(() => {
      this.#forget(instance);
      sessions.end(credentials);
      removeDirectory(temporary);
      this.#noteDrained();
    });
    return instance;
  }

  #forget(instance: Instance): void {
    this.#all.delete(instance);
    const at = this.#idle.findIndex((idle) => idle.instance === instance);
    const [idle] = at < 0 ? [] : this.#idle.splice(at, 1);
    clearTimeout(idle?.timer);
  }

  #noteDrained(): void {
    if (!this.#isRetired || this.#all.size + this.#starting > 0) return;
    this.#drained.resolve(undefined);
  }
}
