const TOKEN =
  /\d+(?:[.,:]\d+)*(?:[\p{L}-][\p{L}\d-]*)?|[\p{L}\p{M}\d]+(?:[-'][\p{L}\p{M}\d]+)*|[^\s\p{L}\p{M}\p{N}\p{P}][^\s\p{L}\p{N}\p{P}]*|[^\s]/gu;
const CONTRACTION = /^(.+?)(n't|'(?:s|re|m|ll|ve|d))$/i;

/** Typographic quotes become plain ones, as in the training data. */
export function plainQuotes(text: string): string {
  return text.replace(/[’‘]/g, "'").replace(/[“”]/g, '"');
}

/** The words and punctuation marks of a sentence, divided as the training data's: `isn't` is `is` and `n't`. */
export function wordsOf(sentence: string): string[] {
  const tokens = plainQuotes(sentence).match(TOKEN) ?? [];
  return tokens.flatMap((token) => {
    if (/^cannot$/i.test(token)) return [token.slice(0, 3), token.slice(3)];
    const [, word, rest] = CONTRACTION.exec(token) ?? [];
    return word && rest ? [word, rest] : [token];
  });
}
