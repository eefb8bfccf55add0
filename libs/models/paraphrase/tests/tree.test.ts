import { describe, expect, it } from 'vitest';
import { leavesOf, readTree } from '../src/tree.ts';

describe('readTree', () => {
  it('reads labels, children and words, with any spaces', () => {
    const tree = readTree(' (S(NP (PRP They))\n (VP (VBP sing)) (. .) )');
    expect(tree.label).toBe('S');
    expect(tree.children.map(({ label }) => label)).toEqual(['NP', 'VP', '.']);
    expect(leavesOf(tree).map(({ label, word }) => [label, word])).toEqual([
      ['PRP', 'They'],
      ['VBP', 'sing'],
      ['.', '.'],
    ]);
  });

  it.each([
    ['', 'has no brackets'],
    ['S NP', 'has text outside brackets at character 1'],
    ['(S (NP)', 'leaves 1 of its brackets open'],
    ['(S (NP)))', 'closes a bracket too many at character 9'],
    ['(S) (S)', 'has a second tree at character 5'],
    ['((S))', 'has a bracket without a label at character 2'],
    ['(S ())', 'has brackets without a label at character 5'],
    ['(S (NP) VP)', 'has "VP" where brackets must be, at character 9'],
    ['(S NP VP)', 'has "VP" where brackets must be, at character 7'],
    ['(NN dog (JJ))', 'has brackets after a word at character 9'],
  ])('refuses %j', (text, message) => {
    expect(() => readTree(text)).toThrow(message);
  });

  it('reads any depth of brackets', () => {
    const depth = 100_000;
    const tree = readTree(`${'(S '.repeat(depth)}(NP)${')'.repeat(depth)}`);
    expect(leavesOf(tree).map(({ label }) => label)).toEqual(['NP']);
  });
});
