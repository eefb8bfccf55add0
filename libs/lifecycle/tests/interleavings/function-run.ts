/** One invocation of a function. */
export class FunctionRun {
  /** `frozen`: it has returned, and what it left behind does not go on; `dead`: it ended in the middle. */
  #state: 'running' | 'frozen' | 'dead' = 'running';
  /** When it last asked the endpoint for something that was answered. */
  usedAt: number | undefined;
  /** Whether a use could not be recorded, which the log says. */
  unrecorded = false;
  /** How many faults it has met. */
  faults = 0;
  /** Whether the endpoint was deleted under its invocation. */
  bereft = false;
  /** When it marked the endpoint for deletion. */
  condemnedAt: number | undefined;
  readonly #died = Promise.withResolvers<'dead'>();

  get running(): boolean {
    return this.#state === 'running';
  }

  get frozen(): boolean {
    return this.#state === 'frozen';
  }

  /** Resolves when it dies. */
  get died(): Promise<'dead'> {
    return this.#died.promise;
  }

  die(): void {
    if (!this.running) return;
    this.#state = 'dead';
    this.#died.resolve('dead');
  }

  /** It has returned: Lambda stops the instance until its next event. */
  freeze(): void {
    if (this.running) this.#state = 'frozen';
  }
}
