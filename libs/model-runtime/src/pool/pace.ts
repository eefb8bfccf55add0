/** The recent rate of answers, and from it how long a queue will take. */
export class Pace {
  #answeredAt = 0;
  #millisecondsEach: number | undefined;

  answered(now: number): void {
    const gap = now - this.#answeredAt;
    this.#answeredAt = now;
    // A long gap means that there were no requests, not that they were slow.
    if (gap > LONGEST_GAP_MILLISECONDS) return;
    this.#millisecondsEach = (this.#millisecondsEach ?? gap) * (1 - WEIGHT) + gap * WEIGHT;
  }

  /** @returns whole seconds until `waiting` invocations are answered, 1 to 30 */
  retryAfterSeconds(waiting: number): number {
    const seconds = Math.ceil((waiting * (this.#millisecondsEach ?? 0)) / 1000);
    return Math.min(Math.max(seconds, 1), MOST_SECONDS);
  }
}

/** Weight of the newest gap between two answers in the moving average. */
const WEIGHT = 0.05;
const LONGEST_GAP_MILLISECONDS = 60_000;
const MOST_SECONDS = 30;
