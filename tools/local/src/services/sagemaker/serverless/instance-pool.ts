import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudContext } from '../../../cloud/context.ts';
import { modelNotReady } from '../model-error.ts';
import type { Supervisor } from '../supervisor.ts';

export interface InstancePoolSpec {
  readonly context: CloudContext;
  /** How many instances are kept. */
  readonly provisioned: number;
  /** An instance that is not yet started. */
  readonly next: () => Supervisor;
  readonly log: (line: string) => void;
  /** The error of an invocation whose instance did not start. */
  readonly notStarted: () => Error;
}

/** An instance that waits for its next invocation. */
interface Idle {
  readonly instance: Supervisor;
  /** Ends the instance, unless it is one of those that are kept. */
  readonly timer: NodeJS.Timeout;
}

/** Instances for one invocation each: started when none is free, and ended when unused for a while. */
export class InstancePool {
  readonly #spec: InstancePoolSpec;
  /** Starting, idle and busy ones. */
  readonly #all = new Set<Supervisor>();
  readonly #waiting: PromiseWithResolvers<Supervisor>[] = [];
  #idle: Idle[] = [];
  #starting = 0;
  #isClosed = false;

  constructor(spec: InstancePoolSpec) {
    this.#spec = spec;
  }

  /** Starts those that are kept. @returns whether all became healthy */
  async startProvisioned(): Promise<boolean> {
    const { provisioned } = this.#spec;
    const started = await Promise.all(Array.from({ length: provisioned }, () => this.#launch()));
    return started.every(Boolean);
  }

  /** A healthy instance for one invocation. @throws AwsError when it does not start, or not in time */
  async acquire(): Promise<Supervisor> {
    const idle = this.#idle.pop();
    if (idle) {
      clearTimeout(idle.timer);
      return idle.instance;
    }
    const waiting = Promise.withResolvers<Supervisor>();
    this.#waiting.push(waiting);
    if (this.#starting < this.#waiting.length) void this.#launch();
    const { serverlessWaitSeconds } = this.#spec.context.settings;
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
  release(instance: Supervisor): void {
    // Its container has ended meanwhile.
    if (!this.#all.has(instance)) return;
    const next = this.#waiting.shift();
    if (next) {
      next.resolve(instance);
      return;
    }
    const { context, provisioned, log } = this.#spec;
    const { serverlessIdleSeconds } = context.settings;
    const end = () => {
      if (this.#all.size <= provisioned) return;
      log(`an instance goes cold: unused for ${serverlessIdleSeconds} s`);
      void this.end(instance);
    };
    const timer = setTimeout(end, serverlessIdleSeconds * 1_000).unref();
    this.#idle.push({ instance, timer });
  }

  async end(instance: Supervisor): Promise<void> {
    this.#all.delete(instance);
    this.#idle = this.#idle.filter((idle) => {
      if (idle.instance === instance) clearTimeout(idle.timer);
      return idle.instance !== instance;
    });
    if (!this.#isClosed && this.#all.size < this.#spec.provisioned) void this.#launch();
    await instance.stop();
  }

  /** Starts no more, and ends all. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(this.#spec.notStarted());
    await Promise.all([...this.#all].map((instance) => this.end(instance)));
  }

  /** Starts one instance. @returns whether it became healthy */
  async #launch(): Promise<boolean> {
    const instance = this.#spec.next();
    this.#all.add(instance);
    this.#starting += 1;
    const isHealthy = await this.#start(instance).catch(() => false);
    this.#starting -= 1;
    if (isHealthy && !this.#isClosed) {
      this.#follow(instance);
      this.release(instance);
      return true;
    }
    this.#all.delete(instance);
    if (this.#starting < this.#waiting.length) {
      this.#waiting.shift()?.reject(this.#spec.notStarted());
    }
    return false;
  }

  /** @throws Error when the cloud closes */
  async #start(instance: Supervisor): Promise<boolean> {
    const { settings, closing } = this.#spec.context;
    await sleep(settings.serverlessStartSeconds * 1_000, undefined, { signal: closing });
    return !this.#isClosed && instance.startHealthy();
  }

  /** Forgets an instance whose container has ended by itself. */
  #follow(instance: Supervisor): void {
    void instance.container?.ended.then(async (how) => {
      if (!this.#all.has(instance)) return;
      this.#spec.log(`the container of an instance ended with ${how}`);
      await this.end(instance);
    });
  }
}
