/** Finds whether one of the known sentences has nearly the same words as another sentence. */
export class NearDuplicates {
  readonly #sets: readonly ReadonlySet<string>[];
  readonly #byWord = new Map<string, number[]>();

  constructor(known: readonly (readonly string[])[]) {
    this.#sets = known.map((words) => new Set(words));
    for (const [at, words] of this.#sets.entries()) {
      for (const word of words) {
        const places = this.#byWord.get(word);
        if (places) places.push(at);
        else this.#byWord.set(word, [at]);
      }
    }
  }

  /** The largest share that the common words have of all words of both, from 0 to 1. */
  closest(words: readonly string[]): number {
    const own = new Set(words);
    const common = new Map<number, number>();
    for (const word of own) {
      for (const at of this.#byWord.get(word) ?? []) common.set(at, (common.get(at) ?? 0) + 1);
    }
    let most = 0;
    for (const [at, count] of common) {
      const all = own.size + (this.#sets[at]?.size ?? 0) - count;
      most = Math.max(most, count / all);
    }
    return most;
  }
}
