import { describe, expect, it } from 'vitest';
import { bagOf } from '../src/bag.ts';
import { WordChoices } from '../src/choices.ts';
import { Vocabulary } from '../src/vocabulary.ts';
import { VOCABULARY } from './vocabulary-file.ts';

const vocabulary = new Vocabulary(VOCABULARY);
// In alphabetical order: a, a, dog, plays, zorb, Zorb.
const bag = bagOf('A Zorb plays a dog, zorb.', undefined, vocabulary);
const choices = new WordChoices(bag, vocabulary);
const place = (word: string) => vocabulary.size + bag.findIndex(({ text }) => text === word);
const known = (word: string) => vocabulary.known(word) ?? Number.NaN;

describe('WordChoices', () => {
  it('has one number for each word', () => {
    expect(bag.map(({ text }) => text)).toEqual(['a', 'a', 'dog', 'plays', 'zorb', 'zorb']);
    expect(choices.sameAs(place('dog'))).toBe(known('dog'));
    expect(choices.sameAs(place('zorb') + 1)).toBe(place('zorb'));
    expect(choices.sameAs(known('man'))).toBe(known('man'));
  });

  it('allows words and the end', () => {
    const allowed = VOCABULARY.words.filter((_word, number) => choices.allowed(number));
    expect(allowed).toEqual(['<end>', ...VOCABULARY.words.slice(vocabulary.firstWord)]);
    expect(choices.allowed(place('zorb'))).toBe(true);
  });

  it('counts content words, all forms together, and no function words', () => {
    expect([...choices.wanted]).toEqual([
      ['dog', 1],
      ['plai', 1],
      ['zorb', 2],
    ]);
    expect(choices.contentKey(known('playing'))).toBe('plai');
    expect(choices.contentKey(known('the'))).toBeUndefined();
    expect(choices.contentKey(vocabulary.end)).toBeUndefined();
  });

  it('writes words as the sentence does, or else as they are mostly written', () => {
    expect(choices.written(place('zorb'))).toBe('Zorb');
    expect(choices.written(known('american'))).toBe('American');
    expect(choices.written(known('a'))).toBe('a');
  });

  it('tells which content words are in no form in a sentence', () => {
    expect(choices.leftOut([known('a'), known('dog'), known('playing')])).toEqual(['Zorb', 'zorb']);
    expect(choices.leftOut([known('dog'), known('plays'), place('zorb')])).toEqual([]);
  });
});
