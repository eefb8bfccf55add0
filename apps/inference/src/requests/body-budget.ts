/** Limits the total memory of the bodies that are being read. */
export class BodyBudget {
  readonly #limitBytes: number;
  #taken = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get takenBytes(): number {
    return this.#taken;
  }

  /** A share of `bytes`; undefined when less than that is left. */
  share(bytes: number): BodyShare | undefined {
    return this.#take(bytes) ? new BodyShare(bytes, this.#take, this.#give) : undefined;
  }

  readonly #take = (bytes: number): boolean => {
    if (this.#taken + bytes > this.#limitBytes) return false;
    this.#taken += bytes;
    return true;
  };

  readonly #give = (bytes: number): void => void (this.#taken -= bytes);
}

/** One body's part of the budget. */
export class BodyShare {
  #bytes: number;
  readonly #take: (bytes: number) => boolean;
  readonly #give: (bytes: number) => void;

  constructor(bytes: number, take: (bytes: number) => boolean, give: (bytes: number) => void) {
    this.#bytes = bytes;
    this.#take = take;
    this.#give = give;
  }

  /** Grows the share to at least `bytes`. @returns false when the budget is used up */
  grow(bytes: number): boolean {
    const more = bytes - this.#bytes;
    if (more <= 0) return true;
    if (!this.#take(more)) return false;
    this.#bytes = bytes;
    return true;
  }

  /** Releases the share; idempotent. */
  release(): void {
    this.#give(this.#bytes);
    this.#bytes = 0;
  }
}
