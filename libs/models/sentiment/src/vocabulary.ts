import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';

/** One more than the highest number of a word; as in `tools/training/sentiment/ngrams.py`. */
const BASE = 2 ** 17;
const LONGEST_NGRAM = 3;

/** An n-gram of the vocabulary, as it occurs in a text. */
export interface Occurrence {
  /** The n-gram's place in the vocabulary, by which the model knows it. */
  readonly ngram: number;
  /** Its first token, and how many tokens it has. */
  readonly first: number;
  readonly length: number;
}

/** The n-grams that the model knows: one, two or three neighbouring words. */
export class Vocabulary {
  readonly #numbers: ReadonlyMap<string, number>;
  /** In ascending order. An n-gram is one number, whose digits to `BASE` are the numbers of its words. */
  readonly #ngrams: Float64Array;

  constructor(words: readonly string[], ngrams: Float64Array) {
    this.#numbers = new Map(words.map((word, index) => [word, index + 1]));
    this.#ngrams = ngrams;
  }

  /** Reads `words.txt`, one word a line, and `ngrams.f64`, 64-bit floats with the low byte first. */
  static async read(directory: string): Promise<Vocabulary> {
    const [words, ngrams] = await Promise.all([
      readFile(join(directory, 'words.txt'), 'utf8'),
      readFile(join(directory, 'ngrams.f64')),
    ]);
    if (endianness() === 'BE') ngrams.swap64();
    const { buffer, byteOffset, byteLength } = ngrams;
    // A view of 64-bit numbers must begin at a multiple of 8.
    const aligned = buffer.slice(byteOffset, byteOffset + byteLength);
    return new Vocabulary(words.trimEnd().split('\n'), new Float64Array(aligned));
  }

  /** How many n-grams it has. */
  get size(): number {
    return this.#ngrams.length;
  }

  /** All occurrences of known n-grams, in the order of their first token. */
  occurrencesIn(tokens: readonly string[]): Occurrence[] {
    const numbers = tokens.map((token) => this.#numbers.get(token));
    const found: Occurrence[] = [];
    for (let first = 0; first < numbers.length; first++) {
      let key = 0;
      for (let length = 1; length <= LONGEST_NGRAM; length++) {
        const number = numbers[first + length - 1];
        if (number === undefined) break;
        key = key * BASE + number;
        const ngram = this.#placeOf(key);
        if (ngram !== undefined) found.push({ ngram, first, length });
      }
    }
    return found;
  }

  #placeOf(key: number): number | undefined {
    let [low, high] = [0, this.#ngrams.length - 1];
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const value = this.#ngrams[middle] as number;
      if (value === key) return middle;
      if (value < key) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }
}
