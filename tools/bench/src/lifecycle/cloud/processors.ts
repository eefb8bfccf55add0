import type { Timeline } from '../clock/timeline.ts';

/** A queue in front of a number of processors; each works on one task at a time. */
export class Processors {
  readonly #timeline: Timeline;
  readonly #freeAt: number[];

  constructor(timeline: Timeline, count: number) {
    this.#timeline = timeline;
    this.#freeAt = Array.from({ length: count }, () => 0);
  }

  /** Resolves once a processor has worked for `milliseconds`. */
  work(milliseconds: number): Promise<void> {
    const now = this.#timeline.now();
    const earliest = Math.min(...this.#freeAt);
    const done = Math.max(now, earliest) + milliseconds;
    this.#freeAt[this.#freeAt.indexOf(earliest)] = done;
    return this.#timeline.sleep(done - now);
  }
}
