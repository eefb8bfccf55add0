import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PairTokenizer, type TokenizerFile } from '../src/pair-tokenizer.ts';

/** Made with the training tokeniser: tools/training/entailment/tokenizer_fixture.py. */
interface Fixture {
  /** A text and its ids, not truncated, without special tokens. */
  sentences: [text: string, ids: number[]][];
  /** Two indices into `sentences`, where the second's type ids start, and the ids, truncated to the maximum length. */
  pairs: [premise: number, hypothesis: number, secondStart: number, ids: number[]][];
}

const json = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const fixture = json('./fixtures/tokens.json') as Fixture;
const file = json('../tokenizer.json') as TokenizerFile;
const tokenizer = new PairTokenizer(file);

describe('equality with the training tokeniser', () => {
  it('gives the same ids for 1,000 sentences', () => {
    expect(fixture.sentences).toHaveLength(1000);
    const differing = fixture.sentences.filter(
      ([text, ids]) => tokenizer.sentence(text).join() !== ids.join(),
    );
    expect(differing).toEqual([]);
  });

  it('gives the same ids and type ids for pairs, including truncated ones', () => {
    const text = (index: number) => fixture.sentences[index]?.[0] ?? '';
    for (const [premise, hypothesis, secondStart, ids] of fixture.pairs) {
      expect(tokenizer.pair(text(premise), text(hypothesis))).toEqual({
        ids,
        typeIds: ids.map((_, i) => (i < secondStart ? 0 : 1)),
      });
    }
    expect(fixture.pairs.filter(([, , , ids]) => ids.length === 96).length).toBeGreaterThan(50);
  });
});

it('rejects a tokenizer.json without a maximum length', () => {
  expect(() => new PairTokenizer({ ...file, truncation: null })).toThrow('truncation.max_length');
});
