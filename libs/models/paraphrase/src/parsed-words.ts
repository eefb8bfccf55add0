import { refused } from './refused.ts';
import { leavesOf, readTree } from './tree.ts';
import { plainQuotes } from './words.ts';

export interface TaggedWord {
  readonly text: string;
  readonly tag: string;
}

/** How the Stanford parser writes brackets and quotes. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['-LRB-', '('],
  ['-RRB-', ')'],
  ['-LSB-', '['],
  ['-RSB-', ']'],
  ['``', '"'],
  ["''", '"'],
]);

/**
 * The words of a sentence with their parts of speech, from its parse.
 * @throws ProblemError for brackets that are not a tree, a label without its word, or the parse of another sentence
 */
export function parsedWords(sentence: string, parse: string): TaggedWord[] {
  const leaves = leavesIn(parse).map(({ label, word }) => {
    if (word === undefined) {
      throw refused('synt', `has no word after ${label.slice(0, 20)}; give the whole parse`);
    }
    return { text: ESCAPES.get(word) ?? word, tag: label };
  });
  const written = leaves.map(({ text }) => text).join('');
  if (comparable(written) !== comparable(sentence)) {
    const words = leaves.map(({ text }) => text).join(' ');
    throw refused(
      'synt',
      `is not the parse of the sentence: its words are "${words.slice(0, 200)}"`,
    );
  }
  return leaves;
}

function leavesIn(parse: string) {
  try {
    return leavesOf(readTree(parse));
  } catch (error) {
    throw refused('synt', `${(error as Error).message}; a parse looks like ${EXAMPLE}`);
  }
}

const EXAMPLE = '(ROOT (S (NP (PRP They)) (VP (VBP sing)) (. .)))';

const comparable = (text: string) => plainQuotes(text).replace(/\s/g, '');
