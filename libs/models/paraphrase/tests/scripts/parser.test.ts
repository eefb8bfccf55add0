import { describe, expect, it } from 'vitest';
import { Grammar } from '../../scripts/grammar.ts';
import { parse } from '../../scripts/parser.ts';
import { templateOf } from '../../scripts/template-of.ts';
import { leavesOf, readTree } from '../../src/tree.ts';

const TREES = [
  '(S (NP (DT A) (NN dog)) (VP (VBZ sleeps)) (. .))',
  '(S (NP (DT The) (JJ small) (NN cat)) (VP (VBZ sees) (NP (DT a) (NN dog))) (. .))',
  '(S (NP (DT A) (NN man)) (VP (VBZ is) (VP (VBG singing) (PP (IN in) (NP (DT the) (NN park))))) (. .))',
  '(NP (NP (DT A) (NN man)) (PP (IN in) (NP (DT a) (NN park))) (. .))',
].map(readTree);
const grammar = new Grammar(TREES);
const parsed = (text: string) => {
  const tree = parse(text.split(' '), grammar);
  return tree && templateOf(tree, 99);
};

describe('parse', () => {
  it.each(TREES)('finds the tree that it was counted from', (tree) => {
    const words = leavesOf(tree).map(({ word = '' }) => word);
    expect(parse(words, grammar)).toEqual(tree);
  });

  it('parses a sentence that it does not know, with a word that it does not know', () => {
    expect(parsed('the small zorb sees a man .')).toBe(
      '(ROOT (S (NP (DT) (JJ) (NN)) (VP (VBZ) (NP (DT) (NN))) (.)))',
    );
  });

  it('finds nothing where no rule fits', () => {
    expect(parsed('. . .')).toBeUndefined();
  });
});
