import { Random } from './random.ts';

export const LENGTHS = ['short', 'mixed'] as const;
/** `short`: like the sentences of SNLI. `mixed`: 5 to 90 tokens, each length with the same probability. */
export type Lengths = (typeof LENGTHS)[number];

export interface SentencePair {
  readonly premise: string;
  readonly hypothesis: string;
}

const COUNT = 256;
const SEED = 20_261_124;

/** Takes sequences of words from `sentences`, so that a generated text has the words and tokens of a real one. */
class WordSource {
  readonly random = new Random(SEED);
  readonly #words: readonly string[];

  constructor(sentences: readonly string[]) {
    this.#words = sentences.flatMap((sentence) => sentence.split(/\s+/)).filter(Boolean);
    if (this.#words.length === 0) throw new RangeError('there are no words to make texts of');
  }

  text(words: number): string {
    const start = this.random.integer(0, this.#words.length - 1);
    return Array.from(
      { length: words },
      (_, index) => this.#words[(start + index) % this.#words.length],
    ).join(' ');
  }
}

/** 256 pairs, always the same. Short: a premise of 14 ± 6 words and a hypothesis of 8 ± 3. */
export function sentencePairs(lengths: Lengths, sentences: readonly string[]): SentencePair[] {
  const source = new WordSource(sentences);
  const { random } = source;
  return Array.from({ length: COUNT }, () => {
    if (lengths === 'short') {
      const premise = random.normal(14, 6, 4, 30);
      return { premise: source.text(premise), hypothesis: source.text(random.normal(8, 3, 3, 16)) };
    }
    // A word is 1.15 tokens on average here, and a pair has three special tokens.
    const words = random.integer(2, 74);
    const hypothesis = Math.max(1, Math.round(words * 0.35));
    return { premise: source.text(words - hypothesis), hypothesis: source.text(hypothesis) };
  });
}

/** 256 texts, always the same. Short: 20 to 25 words. */
export function texts(lengths: Lengths, sentences: readonly string[]): { text: string }[] {
  const source = new WordSource(sentences);
  const [low, high] = lengths === 'short' ? [20, 25] : [5, 90];
  return Array.from({ length: COUNT }, () => ({
    text: source.text(source.random.integer(low, high)),
  }));
}
