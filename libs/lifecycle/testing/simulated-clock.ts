import type { Clock } from '../src/index.ts';

/** A clock that advances only by `pass` and `sleep`. */
export class SimulatedClock implements Clock {
  time = Date.UTC(2026, 0, 1);

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number): Promise<void> {
    this.time += milliseconds;
  }

  pass(seconds: number): void {
    this.time += seconds * 1000;
  }
}
