import { describe, expect, it } from 'vitest';
import { bagOf } from '../src/bag.ts';
import { Vocabulary } from '../src/vocabulary.ts';
import { VOCABULARY } from './vocabulary-file.ts';

const vocabulary = new Vocabulary(VOCABULARY);
const PARSE = '(ROOT (S (NP (DT A) (NN man)) (VP (VBZ is) (VP (VBG playing))) (. .)))';

describe('bagOf', () => {
  it('has the words in alphabetical order, without those that hold the sentence together', () => {
    const texts = (sentence: string) =>
      bagOf(sentence, undefined, vocabulary).map(({ text }) => text);
    expect(texts('A man is playing.')).toEqual(['a', 'man', 'playing']);
    expect(bagOf('playing man a', undefined, vocabulary).map(({ text }) => text)).toEqual(
      texts('a man, playing'),
    );
    expect(texts('There is.')).toEqual(['.', 'is', 'there']);
  });

  it('has the parts of speech of the parse', () => {
    const bag = bagOf('A man is playing.', PARSE, vocabulary);
    expect(bag.map(({ text, tag }) => [text, tag])).toEqual([
      ['a', 'DT'],
      ['man', 'NN'],
      ['playing', 'VBG'],
    ]);
  });

  it('writes the first word small, unless it may be a name', () => {
    const written = (sentence: string, parse?: string) =>
      bagOf(sentence, parse, vocabulary).map((word) => word.written);
    expect(written('Man, Zorb')).toEqual(['man', 'Zorb']);
    expect(written('american dog')).toEqual(['American', 'dog']);
    expect(written('Zorb', '(ROOT (NP (NNP Zorb)))')).toEqual(['Zorb']);
    expect(written('Zorbs', '(ROOT (NP (NNS Zorbs)))')).toEqual(['zorbs']);
    expect(written('McZorbs', '(ROOT (NP (NNS McZorbs)))')).toEqual(['McZorbs']);
  });

  it('reads the brackets and quotes of a parse as the Stanford parser writes them', () => {
    const parse = "(ROOT (NP (`` ``) (NN dog) ('' '') (-LRB- -LRB-) (NN man) (-RRB- -RRB-)))";
    expect(bagOf('“dog” (man)', parse, vocabulary).map(({ text }) => text)).toEqual([
      '"',
      '"',
      '(',
      ')',
      'dog',
      'man',
    ]);
  });

  it.each([
    ['', undefined, '/sent has no word'],
    [' .!? ', undefined, '/sent has no word'],
    ['dog '.repeat(500), undefined, '/sent has 500 words and punctuation marks; at most 60'],
    ['A dog is playing.', PARSE, '/synt is not the parse of the sentence: its words are "A man'],
    ['A man', '(NP (DT A) (NN))', '/synt has no word after NN'],
    ['A man', '(NP (DT A) (NN man)', '/synt leaves 1 of its brackets open'],
  ])('refuses %.20j with the parse %j', (sentence, parse, message) => {
    expect(() => bagOf(sentence, parse, vocabulary)).toThrow(message);
  });

  it('takes emoji as words', () => {
    expect(bagOf('🐕', undefined, vocabulary).map(({ text }) => text)).toEqual(['🐕']);
  });
});
