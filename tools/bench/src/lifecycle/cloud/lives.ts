const HOUR = 60 * 60 * 1000;

interface Life {
  readonly from: number;
  to: number;
}

/** When endpoints existed (epoch milliseconds), and when they were used. */
export class Lives {
  readonly #lives: Life[] = [];
  #lastUsedAt = 0;
  #longestUnused = 0;

  get count(): number {
    return this.#lives.length;
  }

  /** The last use of the current endpoint; coming into service counts as a use. */
  get lastUsedAt(): number {
    return this.#lastUsedAt;
  }

  /** @param to when it ends without a deletion */
  begin(from: number, inServiceAt: number, to = Infinity): void {
    this.#lives.push({ from, to });
    this.#lastUsedAt = inServiceAt;
  }

  use(at: number): void {
    this.#longestUnused = Math.max(this.#longestUnused, at - this.#lastUsedAt);
    this.#lastUsedAt = at;
  }

  /** Ends the current endpoint at `to`. */
  end(to: number): void {
    const life = this.#lives.at(-1);
    if (!life || life.to <= to) return;
    life.to = to;
    this.#longestUnused = Math.max(this.#longestUnused, to - this.#lastUsedAt);
  }

  /** How long endpoints existed in total, in milliseconds. */
  milliseconds(start: number, end: number): number {
    const within = ({ from, to }: Life) => Math.max(0, Math.min(to, end) - Math.max(from, start));
    return this.#lives.reduce((sum, life) => sum + within(life), 0);
  }

  /** The longest time that an endpoint was unused after a use. */
  get longestUnusedHours(): number {
    return this.#longestUnused / HOUR;
  }
}
