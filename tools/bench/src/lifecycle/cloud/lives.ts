const HOUR = 60 * 60 * 1000;

interface Life {
  readonly from: number;
  to: number;
}

/** When endpoints existed (epoch milliseconds), and when they were of use. */
export class Lives {
  readonly #lives: Life[] = [];
  #lastUsedAt = 0;
  #longestUnused = 0;

  get count(): number {
    return this.#lives.length;
  }

  /** The last use of the endpoint that there is, its coming into service included. */
  get lastUsedAt(): number {
    return this.#lastUsedAt;
  }

  /** @param to when it ends by itself */
  begin(from: number, inServiceAt: number, to = Infinity): void {
    this.#lives.push({ from, to });
    this.#lastUsedAt = inServiceAt;
  }

  use(at: number): void {
    this.#longestUnused = Math.max(this.#longestUnused, at - this.#lastUsedAt);
    this.#lastUsedAt = at;
  }

  /** The endpoint that there is ends at `to`. */
  end(to: number): void {
    const life = this.#lives.at(-1);
    if (!life || life.to <= to) return;
    life.to = to;
    this.#longestUnused = Math.max(this.#longestUnused, to - this.#lastUsedAt);
  }

  /** How long an endpoint existed in all, in milliseconds. */
  milliseconds(start: number, end: number): number {
    const within = ({ from, to }: Life) => Math.max(0, Math.min(to, end) - Math.max(from, start));
    return this.#lives.reduce((sum, life) => sum + within(life), 0);
  }

  /** The longest that an endpoint was left after a use. */
  get longestUnusedHours(): number {
    return this.#longestUnused / HOUR;
  }
}
