/**
 * Tells an invocation that its caller has left. An `AbortController` would do the same, but costs the server as much
 * per request as parsing the headers.
 */
export class Caller {
  /** Called when the caller leaves before the answer. */
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

/** The invocation was dropped because its caller left. */
export class CallerLeftError extends Error {
  override readonly name = 'CallerLeftError';

  constructor() {
    super('the caller left before the answer came');
  }
}
