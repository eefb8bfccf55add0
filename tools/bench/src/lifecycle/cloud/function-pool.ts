import type { Random } from '../../inputs/random.ts';
import { ASSUMED } from '../assumptions.ts';
import type { Timeline } from '../clock/timeline.ts';
import type { Process } from './network.ts';

interface Instance<Ports> {
  readonly process: Process;
  readonly ports: Ports;
  recycledAt: number;
}

export interface PoolOptions<Ports> {
  readonly timeline: Timeline;
  readonly random: Random;
  /** Added to the first invocation of an instance. */
  readonly coldStartMilliseconds: () => number;
  /** Called after each invocation, with the time that Lambda bills. */
  readonly bill: (milliseconds: number) => void;
  /** Creates the ports of one instance, with memory of its own. */
  readonly create: (process: Process) => Ports;
}

const MINUTE = 60_000;

/** Lambda's pauses before it retries a function that failed on an event. */
const EVENT_RETRY_SECONDS = [60, 120];

/** A Lambda function: each instance works on one request at a time, and there are as many instances as needed. */
export class FunctionPool<Ports> {
  readonly #options: PoolOptions<Ports>;
  /** The idle instances; the one that was used last is used next. */
  readonly #resting: Instance<Ports>[] = [];

  constructor(options: PoolOptions<Ports>) {
    this.#options = options;
  }

  /** @throws what `work` throws; Error when the instance died during it */
  async run<T>(work: (ports: Ports) => Promise<T>): Promise<T> {
    const { timeline, random, bill } = this.#options;
    const began = timeline.now();
    const instance = this.#rested() ?? (await this.#started());
    const doomed = random.next() < ASSUMED.dyingShare;
    try {
      await timeline.sleep(ASSUMED.ownMilliseconds);
      const done = work(instance.ports);
      return await (doomed ? Promise.race([done, this.#dies(instance, done)]) : done);
    } finally {
      bill(timeline.now() - began);
      if (!instance.process.dead) this.#rest(instance);
    }
  }

  /** Runs `work` for an event: retries it at most twice, and ignores the last failure. */
  async onEvent(work: (ports: Ports) => Promise<unknown>): Promise<void> {
    for (const pause of [...EVENT_RETRY_SECONDS, undefined]) {
      try {
        await this.run(work);
        return;
      } catch {
        if (pause !== undefined) await this.#options.timeline.sleep(pause * 1000);
      }
    }
  }

  #rested(): Instance<Ports> | undefined {
    const now = this.#options.timeline.now();
    for (let last = this.#resting.pop(); last; last = this.#resting.pop()) {
      if (last.recycledAt > now) return last;
    }
    return undefined;
  }

  async #started(): Promise<Instance<Ports>> {
    const process = { dead: false };
    const { create, timeline, coldStartMilliseconds } = this.#options;
    const ports = create(process);
    await timeline.sleep(coldStartMilliseconds());
    return { process, ports, recycledAt: 0 };
  }

  #rest(instance: Instance<Ports>): void {
    const { timeline, random } = this.#options;
    const { least, most } = ASSUMED.recycledAfterMinutes;
    instance.recycledAt = timeline.now() + random.integer(least * MINUTE, most * MINUTE);
    this.#resting.push(instance);
  }

  /** Ends an instance, unless its work is done before. */
  async #dies({ process }: Instance<Ports>, done: Promise<unknown>): Promise<never> {
    const { timeline, random } = this.#options;
    let ended = false;
    const end = () => void (ended = true);
    done.then(end, end);
    await timeline.sleep(random.integer(1, ASSUMED.dyingWithinMilliseconds));
    if (!ended) process.dead = true;
    throw new Error('the instance died');
  }
}
