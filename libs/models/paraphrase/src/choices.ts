import { bareForm } from './bare-form.ts';
import type { BagWord } from './bag.ts';
import type { Choices } from './beam-search.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The words that the next word can be: those of the vocabulary by their numbers, then those of the bag by their places. */
export class WordChoices implements Choices {
  readonly end: number;
  readonly wanted: ReadonlyMap<string, number>;
  readonly #bag: readonly BagWord[];
  readonly #vocabulary: Vocabulary;
  readonly #same: readonly number[];

  constructor(bag: readonly BagWord[], vocabulary: Vocabulary) {
    this.end = vocabulary.end;
    this.#bag = bag;
    this.#vocabulary = vocabulary;
    this.#same = bag.map(({ text }) => {
      const first = bag.findIndex((other) => other.text === text);
      return vocabulary.known(text) ?? vocabulary.size + first;
    });
    const wanted = new Map<string, number>();
    for (const { text } of bag) {
      const key = this.#keyOf(text);
      if (key !== undefined) wanted.set(key, (wanted.get(key) ?? 0) + 1);
    }
    this.wanted = wanted;
  }

  // Called for every word of the vocabulary: an array is slow at places below 0.
  readonly sameAs = (choice: number): number => {
    const place = choice - this.#vocabulary.size;
    return place < 0 ? choice : (this.#same[place] ?? choice);
  };

  readonly allowed = (choice: number): boolean =>
    choice === this.end || choice >= this.#vocabulary.firstWord;

  readonly contentKey = (choice: number): string | undefined =>
    choice === this.end ? undefined : this.#keyOf(this.textOf(choice));

  /** In lower case. */
  textOf(choice: number): string {
    const copied = this.#bag[choice - this.#vocabulary.size];
    return copied?.text ?? this.#vocabulary.written(choice).toLowerCase();
  }

  /** As the sentence writes it, or else as it is mostly written. */
  written(choice: number): string {
    const text = this.textOf(choice);
    return (
      this.#bag.find((word) => word.text === text)?.written ?? this.#vocabulary.written(choice)
    );
  }

  /** The content words of the bag of which no form is in `made`. */
  leftOut(made: readonly number[]): string[] {
    const used = new Set(made.map(this.contentKey));
    return this.#bag
      .filter(({ text }) => {
        const key = this.#keyOf(text);
        return key !== undefined && !used.has(key);
      })
      .map(({ written }) => written);
  }

  #keyOf(text: string): string | undefined {
    return this.#vocabulary.isFunctionWord(text) ? undefined : bareForm(text);
  }
}
