import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CloudContext } from '../../cloud/context.ts';
import type { LogGroups } from '../logs/log-groups.ts';
import { lastPart } from '../../cloud/arns.ts';
import type { FunctionSpec } from './control.ts';
import { removeDirectory } from '../../cloud/processes/remove-directory.ts';
import { instanceEnvironment, logGroupOf } from './environment.ts';
import { Instance } from './instance.ts';
import type { InvocationResult } from './result.ts';

/** Most instances of one function; further events wait for a free one. */
const INSTANCES_PER_FUNCTION = 8;

export interface PoolDependencies {
  readonly context: CloudContext;
  readonly logs: LogGroups;
}

/** The instances of one version of a function: warm ones are reused, and more are started when all are busy. */
export class Pool {
  readonly #spec: FunctionSpec;
  readonly #dependencies: PoolDependencies;
  readonly #idle: Instance[] = [];
  readonly #all = new Set<Instance>();
  readonly #waiting: ((instance: Instance) => void)[] = [];
  readonly #drained = Promise.withResolvers<undefined>();
  #isRetired = false;

  constructor(spec: FunctionSpec, dependencies: PoolDependencies) {
    this.#spec = spec;
    this.#dependencies = dependencies;
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
    if (this.#all.size === 0) this.#drained.resolve(undefined);
    await Promise.all(this.#idle.splice(0).map((instance) => this.#discard(instance)));
  }

  async #acquire(): Promise<Instance> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#all.size < INSTANCES_PER_FUNCTION) return this.#start();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(instance: Instance): void {
    const next = this.#waiting.shift();
    if (next) next(instance);
    else this.#idle.push(instance);
  }

  async #discard(instance: Instance): Promise<void> {
    this.#all.delete(instance);
    const next = this.#waiting.shift();
    if (next) next(this.#start());
    await instance.stop();
  }

  #start(): Instance {
    const { context, logs } = this.#dependencies;
    const { sessions } = context;
    const { name, role, codeDirectory, memorySizeMb, timeoutSeconds } = this.#spec;
    const credentials = sessions.issue({ role: lastPart(role), session: name });
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
        onLine: (line) => {
          context.log(`lambda/${name}`, line);
          logs.write(logGroupOf(this.#spec), logStream, line);
        },
        environment: instanceEnvironment(this.#spec, {
          region: context.region,
          endpointUrl: context.endpointUrl,
          credentials,
          codeDirectory,
          temporary,
          logStream,
        }),
      },
      context.processes,
    );
    this.#all.add(instance);
    void instance.ended.then(() => {
      this.#all.delete(instance);
      const at = this.#idle.indexOf(instance);
      if (at >= 0) this.#idle.splice(at, 1);
      sessions.revoke(credentials);
      removeDirectory(temporary);
      if (this.#isRetired && this.#all.size === 0) this.#drained.resolve(undefined);
    });
    return instance;
  }
}
