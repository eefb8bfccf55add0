/** The parts of an answer that a worker yields, in order, for one reader. */
export class StreamedBody implements AsyncIterable<string | Uint8Array> {
  readonly #parts: (string | Uint8Array)[] = [];
  readonly #writer: { taken(): void; cancel(): void };
  #wake: (() => void) | undefined;
  #ended = false;
  #failure: Error | undefined;

  /** @param writer told of each part that the reader took, and that the reader left before the end */
  constructor(writer: { taken(): void; cancel(): void }) {
    this.#writer = writer;
  }

  push(part: string | Uint8Array): void {
    this.#parts.push(part);
    this.#wake?.();
  }

  end(failure?: Error): void {
    this.#ended = true;
    this.#failure = failure;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string | Uint8Array> {
    try {
      for (;;) {
        const part = this.#parts.shift();
        if (part !== undefined) {
          this.#writer.taken();
          yield part;
        } else if (this.#ended) {
          if (this.#failure) throw this.#failure;
          return;
        } else {
          await new Promise<void>((resolve) => (this.#wake = resolve));
        }
      }
    } finally {
      if (!this.#ended) this.#writer.cancel();
    }
  }
}
