/** Rows of the embedding; must equal `VOCABULARY` of python/bilstm_shape.py. */
export const VOCABULARY = 44_600;

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

const utf8 = new TextEncoder();

/** The words of `text` in lower case. */
export function words(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Each word of `text` as the 32-bit FNV-1a hash of its UTF-8 bytes modulo the vocabulary. */
export function wordIds(text: string): number[] {
  return words(text).map(wordId);
}

function wordId(word: string): number {
  let hash = OFFSET_BASIS;
  for (const byte of utf8.encode(word)) hash = Math.imul(hash ^ byte, PRIME);
  return (hash >>> 0) % VOCABULARY;
}
