import type { Clock } from '@pilotlight/lifecycle';
import { EventHeap } from './event-heap.ts';

/** Resolves when all pending promise callbacks have run: Node runs its ticks only after all microtasks. */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve));

/**
 * A clock that jumps from one event to the next, so that a year takes seconds. No two events share a millisecond:
 * predictions are sorted by the milliseconds in their ids, and the order of equal ones would be random.
 */
export class Timeline implements Clock {
  readonly #clock: { time: number };
  readonly #events = new EventHeap();
  #failure: { readonly cause: unknown } | undefined;

  /** @param clock the clock to advance; its time is in epoch milliseconds */
  constructor(clock: { time: number }) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.time;
  }

  /** Calls `happen` at `at`, epoch milliseconds; as the next event when that has passed. */
  at(at: number, happen: () => void): void {
    this.#events.add(Math.round(at), happen);
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.at(this.now() + milliseconds, resolve));
  }

  /** Starts `work` concurrently; an error that it throws ends the run. */
  start(work: () => Promise<void>): void {
    work().catch((cause: unknown) => {
      this.#failure ??= { cause };
    });
  }

  /** Advances time until no events are left, at most until `until` (epoch milliseconds). @throws what any work threw */
  async run(until: number): Promise<void> {
    await this.#settle();
    for (let next = this.#events.take(until); next; next = this.#events.take(until)) {
      this.#clock.time = Math.max(next.at, this.#clock.time + 1);
      next.happen();
      await this.#settle();
    }
  }

  async #settle(): Promise<void> {
    await settled();
    if (this.#failure) throw this.#failure.cause;
  }
}
