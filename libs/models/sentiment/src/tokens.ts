/** A token of a text, with the UTF-16 offsets of its first character and after its last. */
export interface Token {
  readonly token: string;
  readonly begin: number;
  readonly end: number;
}

/** A tag of HTML, which is dropped; a word with its apostrophes; a row of ! and ?; one other mark. */
const TOKEN = /<[^<>]{0,50}>|[0-9A-Za-z\u00c0-\u024f]+(?:['\u2019][A-Za-z]+)*|[!?]+|[.,;:()"*/]/gu;

/** The tokens of a text, exactly as `tools/training/sentiment/tokens.py` divides it. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: found, index } of text.matchAll(TOKEN)) {
    if (found.startsWith('<')) continue;
    const token = found.toLowerCase().replaceAll('\u2019', "'");
    tokens.push({ token, begin: index, end: index + found.length });
  }
  return tokens;
}
