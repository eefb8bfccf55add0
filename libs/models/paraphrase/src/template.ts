import { refused } from './refused.ts';
import { readTree, type Tree } from './tree.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The template of an input that has none: the one that most sentences of the training data have. */
export const DEFAULT_TEMPLATE = '(ROOT (S (NP) (VP) (.)))';

/** Longer templates were not trained on: they are the places that the network knows. */
const MAX_TOKENS = 200;

export interface Template {
  /** In the form `(ROOT (S (NP) (VP) (.)))`. */
  readonly text: string;
  /** As the network reads it. */
  readonly tokens: readonly number[];
}

/**
 * Reads a template: the top of a parse tree, in brackets and without words. ROOT may be left out.
 * @throws ProblemError that says what is wrong
 */
export function readTemplate(text: string, vocabulary: Vocabulary): Template {
  const root = rootOf(text);
  if (root.children.length === 0) {
    throw refused(
      'tmpl',
      `has one label only; give what it consists of, as in ${DEFAULT_TEMPLATE}`,
    );
  }
  const names = tokensOf(root);
  if (names.length > MAX_TOKENS) {
    throw refused(
      'tmpl',
      `has more than ${MAX_TOKENS} labels and closing brackets; give only the top of the tree`,
    );
  }
  const tokens = names.map((name) => numberOf(name, vocabulary));
  return { text: `(ROOT ${bracketsOf(root)})`, tokens };
}

function rootOf(text: string): Tree {
  let tree: Tree;
  try {
    tree = readTree(text);
  } catch (error) {
    throw refused('tmpl', `${(error as Error).message}; a template looks like ${DEFAULT_TEMPLATE}`);
  }
  if (tree.label !== 'ROOT') return tree;
  const [only, other] = tree.children;
  if (!only || other) {
    throw refused('tmpl', `has ${tree.children.length} parts below ROOT; it must have one`);
  }
  return only;
}

/** The tokens of a tree, from its root to its last closing bracket. */
function tokensOf(root: Tree): string[] {
  const tokens: string[] = [];
  const waiting: (Tree | ')')[] = [root];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next === ')') tokens.push(next);
    else if (next.word !== undefined) {
      const { label, word } = next;
      throw refused(
        'tmpl',
        `has the word "${word.slice(0, 20)}" after ${label.slice(0, 20)}; a template has labels only, each in brackets of its own`,
      );
    } else if (next.children.length === 0) tokens.push(next.label);
    else {
      tokens.push(`(${next.label}`);
      waiting.push(')', ...next.children.toReversed());
    }
  }
  return tokens;
}

function numberOf(token: string, vocabulary: Vocabulary): number {
  const label = token.length > 1 ? token.replace(/^\(/, '') : token;
  const number = vocabulary.templateToken(token);
  if (number === undefined) {
    const known = vocabulary.labels.join(' ');
    throw refused('tmpl', `has the unknown label "${label.slice(0, 20)}"; known are ${known}`);
  }
  if (label !== token && vocabulary.isTag(label)) {
    throw refused('tmpl', `puts brackets into ${label}, which is a part of speech: one word`);
  }
  return number;
}

function bracketsOf(root: Tree): string {
  const inner = tokensOf(root).map((token) => {
    if (token === ')') return token;
    return token.length > 1 && token.startsWith('(') ? token : `(${token})`;
  });
  return inner.join(' ').replaceAll(' )', ')');
}
