/** Numbers that are the same on every machine for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from `low` to `high`, both included, uniformly distributed. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** Normally distributed, rounded, and clamped to `low` and `high`. */
  normal(mean: number, deviation: number, low: number, high: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    const value = mean + deviation * radius * Math.cos(2 * Math.PI * this.next());
    return Math.min(high, Math.max(low, Math.round(value)));
  }
}
