import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { tokensOf } from '../src/tokens.ts';
import { Vocabulary } from '../src/vocabulary.ts';

/** Made by `tools/training/sentiment/features_fixture.py`, from Python's tokens and n-grams. */
const fixture: { text: string; tokens: string[]; ngrams: number[] }[] = JSON.parse(
  readFileSync(new URL('fixtures/features.json', import.meta.url), 'utf8'),
);

let vocabulary: Vocabulary;

beforeAll(async () => {
  vocabulary = await Vocabulary.read(fileURLToPath(new URL('..', import.meta.url)));
});

describe.each(fixture.map((one, index) => ({ ...one, name: `text ${index}` })))(
  '$name',
  ({ text, tokens, ngrams }) => {
    it('has the tokens of the training', () => {
      expect(tokensOf(text).map(({ token }) => token)).toEqual(tokens);
    });

    it('has the n-grams of the training', () => {
      const occurrences = vocabulary.occurrencesIn(tokens);
      const places = [...new Set(occurrences.map(({ ngram }) => ngram))];
      expect(places.sort((one, other) => one - other)).toEqual(ngrams);
    });

    it('has its tokens where their offsets say', () => {
      for (const { token, begin, end } of tokensOf(text)) {
        expect(text.slice(begin, end).toLowerCase().replaceAll('\u2019', "'")).toBe(token);
      }
    });
  },
);

describe('the fixture', () => {
  it('has texts with tags, with many n-grams, and without anything', () => {
    expect(fixture.length).toBeGreaterThan(10);
    expect(fixture.some(({ text, tokens }) => text.includes('<br') && tokens.length > 0)).toBe(
      true,
    );
    expect(fixture.some(({ text }) => text === '')).toBe(true);
    expect(fixture.flatMap(({ ngrams }) => ngrams).length).toBeGreaterThan(100);
  });
});

describe('the vocabulary', () => {
  const words = ['not', 'bad'];
  const base = 2 ** 17;

  it('gives each occurrence of words, pairs and triples, and none across an unknown word', () => {
    const small = new Vocabulary(words, Float64Array.of(1, 2, base + 2, (base + 2) * base + 1));
    expect(small.size).toBe(4);
    expect(small.occurrencesIn(['not', 'bad', 'not', 'so', 'bad'])).toEqual([
      { ngram: 0, first: 0, length: 1 },
      { ngram: 2, first: 0, length: 2 },
      { ngram: 3, first: 0, length: 3 },
      { ngram: 1, first: 1, length: 1 },
      { ngram: 0, first: 2, length: 1 },
      { ngram: 1, first: 4, length: 1 },
    ]);
  });

  it('finds a triple whose words are no n-grams by themselves', () => {
    const triple = new Vocabulary(words, Float64Array.of((base + 2) * base + 1));
    expect(triple.occurrencesIn(['not', 'bad', 'not'])).toEqual([
      { ngram: 0, first: 0, length: 3 },
    ]);
  });

  it('has its n-grams in ascending order, each once', () => {
    const bytes = readFileSync(new URL('../ngrams.f64', import.meta.url));
    const ngrams = new Float64Array(bytes.buffer.slice(bytes.byteOffset), 0, bytes.length / 8);
    expect(ngrams).toHaveLength(vocabulary.size);
    expect(ngrams.every((value, index) => index === 0 || value > (ngrams[index - 1] ?? 0))).toBe(
      true,
    );
    expect(ngrams.every(Number.isSafeInteger)).toBe(true);
  });
});
