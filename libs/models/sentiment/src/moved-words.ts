import type { Token } from './tokens.ts';
import type { Occurrence } from './vocabulary.ts';

/** A word of the text, and how far it moved the log-odds of a positive review. */
export interface MovedWord {
  readonly text: string;
  /** In characters (Unicode code points), as Python counts them and JSON Schema does. */
  readonly beginOffset: number;
  readonly endOffset: number;
  readonly contribution: number;
}

/**
 * What each token adds to the log-odds. An n-gram's contribution is shared equally among its occurrences, and among the
 * tokens of each, so that all shares together are all contributions.
 * @param contributionOf by the n-gram's place in the vocabulary
 */
export function sharesOf(
  tokens: number,
  occurrences: readonly Occurrence[],
  contributionOf: (ngram: number) => number,
): Float64Array {
  const times = new Map<number, number>();
  for (const { ngram } of occurrences) times.set(ngram, (times.get(ngram) ?? 0) + 1);
  const shares = new Float64Array(tokens);
  for (const { ngram, first, length } of occurrences) {
    const share = contributionOf(ngram) / (times.get(ngram) ?? 1) / length;
    for (let token = first; token < first + length; token++) {
      shares[token] = (shares[token] ?? 0) + share;
    }
  }
  return shares;
}

/** The `most` tokens that moved the log-odds furthest, in the order of the text, and the sum of all other shares. */
export function movedWords(
  text: string,
  tokens: readonly Token[],
  shares: Float64Array,
  most: number,
): { readonly words: MovedWord[]; readonly otherWords: number } {
  const strength = (index: number) => Math.abs(shares[index] as number);
  const order = [...shares.keys()].sort((one, other) => strength(other) - strength(one));
  const chosen = order.slice(0, most).filter((index) => strength(index) > 0);
  const otherWords = order.slice(most).reduce((sum, index) => sum + (shares[index] as number), 0);
  let [counted, characters] = [0, 0];
  const words = chosen
    .sort((one, other) => one - other)
    .map((index) => {
      const { begin, end } = tokens[index] as Token;
      characters += codePoints(text.slice(counted, begin));
      counted = begin;
      const word = text.slice(begin, end);
      const endOffset = characters + codePoints(word);
      const contribution = shares[index] as number;
      return { text: word, beginOffset: characters, endOffset, contribution };
    });
  return { words, otherWords };
}

function codePoints(text: string): number {
  return [...text].length;
}
