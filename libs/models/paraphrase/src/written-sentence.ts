/** Writes words and punctuation marks as a sentence: its first letter large, no space before a comma. */
export function writtenSentence(words: readonly string[]): string {
  let text = '';
  let quoted = false;
  let joined = true;
  for (const [at, given] of words.entries()) {
    const word = given === "n't" && !AUXILIARY.test(words[at - 1] ?? '') ? 'not' : given;
    const quote = word === '"';
    const closes = (quote && quoted) || CLOSING.test(word);
    text += joined || closes ? word : ` ${word}`;
    joined = OPENING.test(word) || (quote && !quoted);
    if (quote) quoted = !quoted;
  }
  return text.replace(/\p{Ll}/u, (first, at: number) =>
    /[\p{L}\p{N}]/u.test(text.slice(0, at)) ? first : first.toUpperCase(),
  );
}

const CLOSING = /^(?:[.,;:!?%)\]]|n't|'(?:s|re|m|ll|ve|d)?)$/i;
/** What `n't` can be joined to. */
const AUXILIARY =
  /^(?:is|are|was|were|do|does|did|ca|wo|could|should|would|has|have|had|must|need|might)$/i;
const OPENING = /^[([$]$/;
