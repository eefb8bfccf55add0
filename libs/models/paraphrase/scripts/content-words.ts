import { bareForm } from '../src/bare-form.ts';
import type { Vocabulary } from '../src/vocabulary.ts';

/** The forms of the content words among `words`, with repetitions. */
export function contentForms(words: readonly string[], vocabulary: Vocabulary): string[] {
  return words
    .map((word) => word.toLowerCase())
    .filter((word) => /[\p{L}\p{N}]/u.test(word) && !vocabulary.isFunctionWord(word))
    .map(bareForm);
}

/** The share of `wanted` that is in `found`, each of them counted once; 1 when nothing is wanted. */
export function recall(wanted: readonly string[], found: readonly string[]): number {
  const left = [...found];
  const kept = wanted.filter((form) => {
    const at = left.indexOf(form);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return wanted.length === 0 ? 1 : kept.length / wanted.length;
}
