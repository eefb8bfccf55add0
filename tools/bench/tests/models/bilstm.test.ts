import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runtime } from '@pilotlight/model-runtime';
import { describe, expect, it } from 'vitest';
import { type BilstmModel, paddedLength, predict } from '../../models/bilstm/src/handler.ts';
import { VOCABULARY, wordIds } from '../../models/bilstm/src/word-ids.ts';
import { PYTHON } from '../../src/paths.ts';

describe('wordIds', () => {
  it('hashes as FNV-1a does, by its published values', () => {
    const published = { a: 0xe40c292c, foobar: 0xbf9cf968 };
    expect(wordIds('a foobar')).toEqual(Object.values(published).map((hash) => hash % VOCABULARY));
  });

  it('takes words in lower case, and any space between them', () => {
    expect(wordIds('  A\tFooBar\n')).toEqual(wordIds('a foobar'));
    expect(wordIds(' ')).toEqual([]);
  });

  it('has the vocabulary that the weights are made for', async () => {
    const shape = await readFile(join(PYTHON, 'bilstm_shape.py'), 'utf8');
    expect(/^VOCABULARY = ([\d_]+)/m.exec(shape)?.[1]?.replaceAll('_', '')).toBe(
      String(VOCABULARY),
    );
  });
});

/** A session that answers each row with its length among the probabilities, and keeps what it was given. */
function fakeModel(
  runs: Record<string, { data: unknown; dims: readonly number[] }>[],
): BilstmModel {
  class Tensor {
    readonly data: unknown;
    readonly dims: readonly number[];
    constructor(_type: string, data: unknown, dims: readonly number[]) {
      this.data = data;
      this.dims = dims;
    }
  }
  const session = {
    run: async (feeds: Record<string, Tensor>) => {
      runs.push(feeds);
      const lengths = [...(feeds['lengths']?.data as Int32Array)];
      const data = Float32Array.from(lengths.flatMap((length) => [length / 8, 1 - length / 8]));
      return { probabilities: { data } };
    },
  };
  return {
    session: session as unknown as BilstmModel['session'],
    ort: { Tensor } as unknown as Runtime['ort'],
    labels: ['long', 'short'],
  };
}

describe('the handler', () => {
  it('runs a batch at once, padded to its longest text, with the length of each', async () => {
    const runs: Record<string, { data: unknown; dims: readonly number[] }>[] = [];
    const outputs = await predict(
      [{ text: 'one two three four five six' }, { text: 'one' }],
      fakeModel(runs),
    );
    expect(runs).toHaveLength(1);
    expect(runs[0]?.['ids']?.dims).toEqual([2, 6]);
    const ids = [...(runs[0]?.['ids']?.data as BigInt64Array)].map(Number);
    expect(ids.slice(0, 6)).toEqual(wordIds('one two three four five six'));
    expect(ids.slice(6)).toEqual([...wordIds('one'), 0, 0, 0, 0, 0]);
    expect([...(runs[0]?.['lengths']?.data as Int32Array)]).toEqual([6, 1]);
    expect(outputs).toEqual([
      { label: 'long', probability: 0.75, probabilities: { long: 0.75, short: 0.25 } },
      { label: 'short', probability: 0.875, probabilities: { long: 0.125, short: 0.875 } },
    ]);
  });

  it('takes a text without a word for one word', async () => {
    const runs: Record<string, { data: unknown; dims: readonly number[] }>[] = [];
    await predict([{ text: '  ' }], fakeModel(runs));
    expect(runs[0]?.['ids']?.dims).toEqual([1, 1]);
  });

  it('says how long a text is when padded', () => {
    expect(paddedLength({ text: 'two words' })).toBe(2);
  });
});
