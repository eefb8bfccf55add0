import { describe, expect, it } from 'vitest';
import { bleu } from '../../scripts/bleu.ts';
import { contentForms, recall } from '../../scripts/content-words.ts';
import { NearDuplicates } from '../../scripts/near-duplicates.ts';
import { NearestSentences } from '../../scripts/nearest.ts';
import { levelsOf, templateOf } from '../../scripts/template-of.ts';
import { readTree } from '../../src/tree.ts';
import { Vocabulary } from '../../src/vocabulary.ts';
import { VOCABULARY } from '../vocabulary-file.ts';

const pair = (made: string, reference: string) => ({
  made: made.split(' '),
  reference: reference.split(' '),
});

describe('bleu', () => {
  it('is 1 for the same, 0 without four words in common, and less for what is too short', () => {
    expect(bleu([pair('a b c d e', 'a b c d e')])).toBe(1);
    expect(bleu([pair('a b c x', 'a b c d')])).toBe(0);
    expect(bleu([pair('a b c d', 'a b c d e')])).toBeCloseTo(Math.exp(1 - 5 / 4), 12);
  });

  it('is the geometric mean of the four precisions of the whole corpus', () => {
    const made = [pair('a b c d e', 'a b c d f'), pair('a a', 'a b')];
    const precisions = [5 / 7, 3 / 5, 2 / 3, 1 / 2];
    const mean = precisions.reduce((product, each) => product * each, 1) ** (1 / 4);
    expect(bleu(made)).toBeCloseTo(mean, 12);
  });
});

describe('recall', () => {
  it('counts the content words that are found in any form, each once', () => {
    const vocabulary = new Vocabulary(VOCABULARY);
    const forms = (text: string) => contentForms(text.split(' '), vocabulary);
    expect(recall(forms('The dog plays .'), forms('a dog is playing'))).toBe(1);
    expect(recall(forms('dog dog'), forms('a dog'))).toBe(0.5);
    expect(recall(forms('the'), [])).toBe(1);
  });
});

describe('NearDuplicates', () => {
  it('gives the largest share of common words', () => {
    const known = new NearDuplicates([
      ['a', 'dog', 'runs'],
      ['a', 'cat'],
    ]);
    expect(known.closest(['a', 'dog', 'sits'])).toBe(0.5);
    expect(known.closest(['a', 'a', 'cat'])).toBe(1);
    expect(known.closest(['they', 'sing'])).toBe(0);
  });
});

describe('NearestSentences', () => {
  it('gives the sentence with the most common words among those that have the template', () => {
    const of = (text: string, template: string) => ({
      text,
      forms: text.split(' '),
      templates: new Map([[2, template]]),
    });
    const known = new NearestSentences([
      of('dog cat', '(S)'),
      of('dog bird', '(S)'),
      of('dog', '(NP)'),
    ]);
    expect(known.nearest(['bird'], '(S)')).toBe('dog bird');
    expect(known.nearest(['bird'], '(NP)')).toBe('dog');
    expect(known.nearest(['bird'], '(VP)')).toBeUndefined();
  });
});

describe('templateOf', () => {
  it('cuts a tree to its top levels', () => {
    const tree = readTree('(S (NP (PRP They)) (VP (VBP sing)) (. .))');
    expect(templateOf(tree, 2)).toBe('(ROOT (S (NP) (VP) (.)))');
    expect(templateOf(tree, 99)).toBe('(ROOT (S (NP (PRP)) (VP (VBP)) (.)))');
    expect(levelsOf(tree)).toBe(3);
  });
});
