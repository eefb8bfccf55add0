import { describe, expect, it } from 'vitest';
import { sentencePairs, texts } from '../../src/inputs/inputs.ts';

const SENTENCES = ['A boy is feeding three ducks.', 'Two men carry a piano up the stairs.'];
const count = (text: string) => text.split(' ').length;
const mean = (values: readonly number[]) =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

describe('sentencePairs', () => {
  it('returns the same 256 pairs every time', () => {
    const pairs = sentencePairs('short', SENTENCES);
    expect(pairs).toHaveLength(256);
    expect(sentencePairs('short', SENTENCES)).toEqual(pairs);
    expect(new Set(pairs.map((pair) => JSON.stringify(pair))).size).toBeGreaterThan(200);
  });

  it('makes short pairs about as long as those of SNLI', () => {
    const pairs = sentencePairs('short', SENTENCES);
    expect(mean(pairs.map(({ premise }) => count(premise)))).toBeCloseTo(14, -0.3);
    expect(mean(pairs.map(({ hypothesis }) => count(hypothesis)))).toBeCloseTo(8, -0.3);
  });

  it('makes mixed pairs of every length', () => {
    const totals = sentencePairs('mixed', SENTENCES).map(
      ({ premise, hypothesis }) => count(premise) + count(hypothesis),
    );
    expect(Math.min(...totals)).toBeLessThan(8);
    expect(Math.max(...totals)).toBeGreaterThan(68);
    expect(Math.max(...totals)).toBeLessThanOrEqual(74);
  });

  it('takes sequences of words from the sentences', () => {
    const running = `${SENTENCES.join(' ')} `.repeat(8);
    for (const { premise } of sentencePairs('mixed', SENTENCES)) expect(running).toContain(premise);
  });

  it('refuses to make texts without words', () => {
    expect(() => sentencePairs('short', [])).toThrow('no words');
  });
});

describe('texts', () => {
  it('makes short texts of 20 to 25 words, and mixed ones of 5 to 90', () => {
    const short = texts('short', SENTENCES).map(({ text }) => count(text));
    expect([Math.min(...short), Math.max(...short)]).toEqual([20, 25]);
    const mixed = texts('mixed', SENTENCES).map(({ text }) => count(text));
    expect(Math.min(...mixed)).toBeGreaterThanOrEqual(5);
    expect(Math.min(...mixed)).toBeLessThan(10);
    expect(Math.max(...mixed)).toBeLessThanOrEqual(90);
    expect(Math.max(...mixed)).toBeGreaterThan(85);
  });
});
