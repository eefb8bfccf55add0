import { setTimeout as sleep } from 'node:timers/promises';
import type { Container } from './container.ts';

const STARTING_PING_MILLISECONDS = 200;
const SERVING_PING_MILLISECONDS = 5_000;
/** A container is replaced after this many bad pings in a row. */
const BAD_PINGS = 3;
/** After this many ends before the first good ping, the container counts as crash-looping. */
const CRASHES = 3;
const REPLACEMENT_PAUSE_MILLISECONDS = 1_000;
/** SageMaker's time between SIGTERM and SIGKILL. */
const STOP_GRACE_SECONDS = 30;

/** Keeps one healthy container running, as SageMaker does with an instance. */
export class Supervisor {
  readonly #start: () => Promise<Container>;
  readonly #startupSeconds: number;
  readonly #log: (line: string) => void;
  readonly #stopping = new AbortController();
  #container: Container | undefined;
  #healthy = false;

  constructor({
    start,
    startupSeconds,
    log,
  }: {
    start: () => Promise<Container>;
    startupSeconds: number;
    log: (line: string) => void;
  }) {
    this.#start = start;
    this.#startupSeconds = startupSeconds;
    this.#log = log;
  }

  /** The container that takes invocations; none while one is being replaced. */
  get container(): Container | undefined {
    return this.#healthy ? this.#container : undefined;
  }

  /** @returns false when no container became healthy within the start-up time-out, or all crashed; none runs then */
  async startHealthy(): Promise<boolean> {
    const deadline = Date.now() + this.#startupSeconds * 1_000;
    for (let crashes = 0; crashes < CRASHES && !this.#stopping.signal.aborted; crashes += 1) {
      const container = await this.#start();
      this.#container = container;
      const end = await this.#firstGoodPing(container, deadline);
      if (end === undefined) {
        this.#healthy = true;
        return true;
      }
      this.#log(`the container is not healthy: ${end}`);
      await container.stop(STOP_GRACE_SECONDS);
      if (Date.now() >= deadline) break;
    }
    this.#container = undefined;
    return false;
  }

  /** Keeps pinging, and replaces a container that ended or is unhealthy; resolves when stopped. */
  async watch(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const reason = await this.#firstFault();
      if (reason === undefined) return;
      this.#healthy = false;
      this.#log(`the container is replaced: ${reason}`);
      await this.#container?.stop(STOP_GRACE_SECONDS);
      while (!this.#stopping.signal.aborted && !(await this.startHealthy())) {
        await this.#sleep(REPLACEMENT_PAUSE_MILLISECONDS);
      }
      if (this.#healthy) this.#log('the new container is healthy');
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#healthy = false;
    await this.#container?.stop(STOP_GRACE_SECONDS);
  }

  /** @returns undefined when it is healthy, otherwise why it is not */
  async #firstGoodPing(container: Container, deadline: number): Promise<string | undefined> {
    let ended: string | undefined;
    void container.ended.then((end) => {
      ended = `it ended with ${end}`;
    });
    while (!this.#stopping.signal.aborted) {
      if (await container.ping()) return undefined;
      if (ended !== undefined) return ended;
      if (Date.now() >= deadline) return `no good ping in ${this.#startupSeconds} s`;
      await this.#sleep(STARTING_PING_MILLISECONDS);
    }
    return 'it is being stopped';
  }

  /** @returns what is wrong with the container, or undefined when it is being stopped */
  async #firstFault(): Promise<string | undefined> {
    const container = this.#container;
    if (!container) return undefined;
    const ended = container.ended.then((end) => `it ended with ${end}`);
    let bad = 0;
    while (!this.#stopping.signal.aborted) {
      const end = await Promise.race([ended, this.#sleep(SERVING_PING_MILLISECONDS)]);
      if (this.#stopping.signal.aborted) return undefined;
      if (end !== undefined) return end;
      bad = (await container.ping()) ? 0 : bad + 1;
      if (bad >= BAD_PINGS) return `${bad} pings in a row were not answered with 200 in time`;
    }
    return undefined;
  }

  /** Ends early when stopped. */
  async #sleep(milliseconds: number): Promise<undefined> {
    try {
      await sleep(milliseconds, undefined, { signal: this.#stopping.signal });
    } catch {
      // Stopped: every loop checks the signal.
    }
    return undefined;
  }
}
