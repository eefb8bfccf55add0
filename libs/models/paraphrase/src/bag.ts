import { refused } from './refused.ts';
import { parsedWords } from './parsed-words.ts';
import type { Vocabulary } from './vocabulary.ts';
import { wordsOf } from './words.ts';

/** The training data has no longer sentences. */
const MAX_WORDS = 60;

/** A word of the sentence as the network gets it: without its place. */
export interface BagWord {
  /** In lower case. */
  readonly text: string;
  /** As it is to be written inside a sentence. */
  readonly written: string;
  readonly tag: string | undefined;
}

/**
 * The words of a sentence in alphabetical order, without those that only hold it together.
 * @param parse of the sentence: the network gets each word's part of speech from it
 * @throws ProblemError for a sentence without words or with too many, and for a parse of another sentence
 */
export function bagOf(
  sentence: string,
  parse: string | undefined,
  vocabulary: Vocabulary,
): BagWord[] {
  const words =
    parse === undefined
      ? wordsOf(sentence).map((text) => ({ text, tag: undefined }))
      : parsedWords(sentence, parse);
  if (!words.some(({ text }) => /[^\p{P}\s]/u.test(text))) throw refused('sent', 'has no word');
  if (words.length > MAX_WORDS) {
    throw refused(
      'sent',
      `has ${words.length} words and punctuation marks; at most ${MAX_WORDS} are possible`,
    );
  }
  const all = words.map(({ text, tag }, at) => ({
    text: text.toLowerCase(),
    written: at === 0 ? inside(text, tag, vocabulary) : text,
    tag,
  }));
  const kept = all.filter(({ text }) => !vocabulary.isGlue(text));
  return (kept.length > 0 ? kept : all).toSorted(byText);
}

/** How the first word of a sentence is written when it is no longer the first. */
function inside(text: string, tag: string | undefined, vocabulary: Vocabulary): string {
  const known = vocabulary.known(text.toLowerCase());
  if (known !== undefined) return vocabulary.written(known);
  const name = tag === undefined || tag.startsWith('NNP') || /\p{Lu}/u.test(text.slice(1));
  return name ? text : text.toLowerCase();
}

function byText(one: BagWord, other: BagWord): number {
  const [a, b] = [key(one), key(other)];
  return a < b ? -1 : Number(a > b);
}

const key = ({ text, tag = '', written }: BagWord) => `${text} ${tag} ${written}`;
