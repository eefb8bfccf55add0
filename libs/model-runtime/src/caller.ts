/**
 * Whoever waits for an answer. An `AbortController` would do the same, and cost the server as much for each request as
 * reading its headers does.
 */
export class Caller {
  /** Called when the caller leaves, unless the answer came before. */
  onLeave: (() => void) | undefined;
  #left = false;

  get left(): boolean {
    return this.#left;
  }

  leave(): void {
    this.#left = true;
    this.onLeave?.();
    this.onLeave = undefined;
  }
}

/** Why an invocation whose caller has left is not answered. */
export class CallerLeftError extends Error {
  override readonly name = 'CallerLeftError';

  constructor() {
    super('the caller left before the answer came');
  }
}
