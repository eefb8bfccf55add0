/** A stage's limits, in requests: `ratePerSecond` sustained, `burst` at once. */
export interface Throttling {
  readonly ratePerSecond: number;
  readonly burst: number;
}

/** A token bucket, which is how API Gateway throttles a stage. */
export class Throttle {
  readonly #limits: Throttling;
  #tokens: number;
  #at: number;

  /** @param now milliseconds of a monotonic clock */
  constructor(limits: Throttling, now: number) {
    this.#limits = limits;
    this.#tokens = limits.burst;
    this.#at = now;
  }

  /** Whether one more request is let through. */
  admits(now: number): boolean {
    const { ratePerSecond, burst } = this.#limits;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#at) / 1000) * ratePerSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
