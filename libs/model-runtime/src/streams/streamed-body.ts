type Part = string | Uint8Array;

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/**
 * The parts of a streamed answer, in order, for one reader. Not a generator, because a generator's `return` would wait
 * for the next part: a reader may leave between two parts, or before the first.
 */
export class StreamedBody implements AsyncIterableIterator<Part, undefined> {
  readonly #parts: Part[] = [];
  readonly #writer: { taken(): void; cancel(): void };
  #wake: (() => void) | undefined;
  #ended = false;
  #failure: Error | undefined;

  /** @param writer notified of each part that the reader takes, and if the reader leaves before the end */
  constructor(writer: { taken(): void; cancel(): void }) {
    this.#writer = writer;
  }

  push(part: Part): void {
    this.#parts.push(part);
    this.#wake?.();
  }

  end(failure?: Error): void {
    this.#ended = true;
    this.#failure = failure;
    this.#wake?.();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Part, undefined>> {
    for (;;) {
      const value = this.#parts.shift();
      if (value !== undefined) {
        this.#writer.taken();
        return { done: false, value };
      }
      if (this.#failure) throw this.#failure;
      if (this.#ended) return DONE;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async return(): Promise<IteratorResult<Part, undefined>> {
    if (!this.#ended) {
      this.end();
      this.#writer.cancel();
    }
    this.#parts.length = 0;
    return DONE;
  }
}
