import { describe, expect, it } from 'vitest';
import { DEFAULT_TEMPLATE, readTemplate } from '../src/template.ts';
import { Vocabulary } from '../src/vocabulary.ts';
import { VOCABULARY } from './vocabulary-file.ts';

const vocabulary = new Vocabulary(VOCABULARY);
const namesOf = (text: string) =>
  readTemplate(text, vocabulary).tokens.map((number) => VOCABULARY.template[number]);

describe('readTemplate', () => {
  it('gives the tokens of the tree below ROOT, and the template in one form', () => {
    expect(namesOf(DEFAULT_TEMPLATE)).toEqual(['(S', 'NP', 'VP', '.', ')']);
    expect(namesOf('(S(NP(NN))(VP))')).toEqual(['(S', '(NP', 'NN', ')', 'VP', ')']);
    expect(readTemplate('(S(NP(NN))(VP)(.))', vocabulary).text).toBe(
      '(ROOT (S (NP (NN)) (VP) (.)))',
    );
  });

  it.each([
    ['(S', '/tmpl leaves 1 of its brackets open'],
    ['(ROOT)', '/tmpl has 0 parts below ROOT'],
    ['(ROOT (S (NP)) (S (NP)))', '/tmpl has 2 parts below ROOT'],
    ['(S)', '/tmpl has one label only'],
    ['(S (XP))', '/tmpl has the unknown label "XP"; known are . NN NP S VP'],
    ['(XP (NP))', '/tmpl has the unknown label "XP"'],
    ['(S (<pad>))', '/tmpl has the unknown label "<pad>"'],
    ['(S (NN (NP)))', '/tmpl puts brackets into NN, which is a part of speech'],
    ['(S (NN dog))', '/tmpl has the word "dog" after NN'],
    [`(S ${'(NP)'.repeat(200)})`, '/tmpl has more than 200 labels'],
    ['('.repeat(10_000), '/tmpl has a bracket without a label at character 2'],
    [`${'(S '.repeat(5_000)}${')'.repeat(5_000)}`, '/tmpl has more than 200 labels'],
  ])('refuses %.40s', (text, message) => {
    expect(() => readTemplate(text, vocabulary)).toThrow(message);
  });
});
