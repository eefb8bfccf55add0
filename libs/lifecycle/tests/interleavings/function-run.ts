/** One invocation of a function. */
export class FunctionRun {
  /** `frozen`: it has returned, and its pending calls do not continue; `dead`: it ended in the middle. */
  #state: 'running' | 'frozen' | 'dead' = 'running';
  /** When it last sent an invocation that was answered. */
  usedAt: number | undefined;
  /** Whether it failed to record a use, which it logs. */
  unrecorded = false;
  /** How many of its calls had a fault. */
  faults = 0;
  /** Whether the endpoint was deleted during its invocation. */
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

  /** It has returned: Lambda freezes the instance until its next event. */
  freeze(): void {
    if (this.running) this.#state = 'frozen';
  }
}
