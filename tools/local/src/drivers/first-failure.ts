/**
 * Ends a run at the first failure. The promises of failed and of later work stay pending: in Pulumi's runtime a
 * rejection would be reported once per dependent resource, in place of the first error.
 */
export class FirstFailure {
  readonly #failed = Promise.withResolvers<never>();
  readonly #underWay = new Set<Promise<unknown>>();
  #stopped = false;

  /** Rejects with the first failure, once no work is in progress; stays pending without a failure. */
  readonly happened: Promise<never>;

  constructor() {
    this.happened = this.#failed.promise.catch(async (error: unknown) => {
      await Promise.allSettled(this.#underWay);
      throw error;
    });
    this.happened.catch(() => undefined);
  }

  readonly stop = (error: unknown): Promise<never> => {
    this.#stopped = true;
    this.#failed.reject(error);
    return new Promise(() => undefined);
  };

  /** Runs `work`. @returns its value; stays pending if anything has failed by then */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    if (this.#stopped) return this.stop(undefined);
    const value = work();
    this.#underWay.add(value);
    try {
      const settled = await value;
      return this.#stopped ? this.stop(undefined) : settled;
    } catch (error) {
      return this.stop(error);
    } finally {
      this.#underWay.delete(value);
    }
  }
}
