import type { Scheduler } from 'fast-check';

/** How much simulated time each scheduled task takes. */
const STEP_MILLISECONDS = 20;

const READY = Promise.resolve();

/**
 * Resolves when everything has run that needs neither the scheduler nor the passing of time: called in a promise's job, a
 * tick comes after all other jobs. A turn of the event loop would take as long as the rest of a step.
 */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve));

export interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/**
 * Simulated time and order. Ready tasks run in an order that fast-check's scheduler picks, each taking a moment; when
 * none is ready, time advances to the next timer.
 */
export class Simulation {
  time = Date.UTC(2026, 0, 1);
  readonly #scheduler: Scheduler;
  readonly #timers: Timer[] = [];

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  now(): number {
    return this.time;
  }

  /** Resolves when the scheduler picks it. */
  turn(label: string): Promise<void> {
    return this.#scheduler.schedule(READY, label);
  }

  after(seconds: number, ring: () => void): Timer {
    const timer = { at: this.time + seconds * 1000, ring };
    let index = this.#timers.length;
    while (index > 0 && (this.#timers[index - 1]?.at ?? 0) > timer.at) index--;
    this.#timers.splice(index, 0, timer);
    return timer;
  }

  cancel(timer: Timer): void {
    const index = this.#timers.indexOf(timer);
    if (index >= 0) this.#timers.splice(index, 1);
  }

  /** Resolves after `seconds`, when the scheduler picks it. */
  pause(seconds: number, label: string): Promise<void> {
    return new Promise((resolve) => this.after(seconds, () => resolve(this.turn(label))));
  }

  #ringDue(): void {
    for (;;) {
      const [next] = this.#timers;
      if (!next || next.at > this.time) return;
      this.#timers.shift();
      next.ring();
    }
  }

  /**
   * Runs until nothing is left to do before `end` (epoch milliseconds), and calls `after` after each step.
   */
  async run(end: number, after: () => void): Promise<void> {
    await READY;
    for (;;) {
      this.#ringDue();
      await settled();
      after();
      if (this.#scheduler.count() > 0) {
        this.time += STEP_MILLISECONDS;
        await this.#scheduler.waitOne();
        continue;
      }
      const [next] = this.#timers;
      if (!next || next.at > end) return;
      this.time = Math.max(this.time, next.at);
    }
  }
}
