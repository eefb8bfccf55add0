import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedWords, sharesOf } from '../src/moved-words.ts';
import { tokensOf } from '../src/tokens.ts';

describe('sharesOf', () => {
  it('shares a contribution among all occurrences and their tokens', () => {
    const occurrences = [
      { ngram: 7, first: 0, length: 1 },
      { ngram: 7, first: 2, length: 1 },
      { ngram: 9, first: 1, length: 2 },
    ];
    const shares = sharesOf(4, occurrences, (ngram) => (ngram === 7 ? 1 : -0.5));
    expect([...shares]).toEqual([0.5, -0.25, 0.25, 0]);
  });

  it('loses nothing: all shares together are all contributions', () => {
    const occurrence = fc.record({
      ngram: fc.nat(5),
      first: fc.nat(17),
      length: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(occurrence, { maxLength: 40 }), (occurrences) => {
        const contributionOf = (ngram: number) => ngram - 2.5;
        const shares = sharesOf(20, occurrences, contributionOf);
        const ngrams = new Set(occurrences.map(({ ngram }) => ngram));
        const all = [...ngrams].reduce((sum, ngram) => sum + contributionOf(ngram), 0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(all, 9);
      }),
    );
  });
});

describe('movedWords', () => {
  it('gives the strongest words in the order of the text, and the sum of the others', () => {
    const text = 'so good, so bad';
    const tokens = tokensOf(text);
    const shares = Float64Array.of(0.1, 2, 0.25, 0, -3);
    expect(movedWords(text, tokens, shares, 2)).toEqual({
      words: [
        { text: 'good', beginOffset: 3, endOffset: 7, contribution: 2 },
        { text: 'bad', beginOffset: 12, endOffset: 15, contribution: -3 },
      ],
      otherWords: 0.35,
    });
  });

  it('counts characters as Python does, also beyond the basic plane', () => {
    const text = '👍🏽 good 𝒻 bad';
    const shares = Float64Array.of(1, -1);
    const { words } = movedWords(text, tokensOf(text), shares, 9);
    const characters = [...text];
    for (const { text: word, beginOffset, endOffset } of words) {
      expect(characters.slice(beginOffset, endOffset).join('')).toBe(word);
    }
    expect(words.map(({ text: word }) => word)).toEqual(['good', 'bad']);
  });

  it('leaves out words that moved nothing', () => {
    const { words, otherWords } = movedWords('a b', tokensOf('a b'), Float64Array.of(0, 0), 9);
    expect({ words, otherWords }).toEqual({ words: [], otherWords: 0 });
  });
});
