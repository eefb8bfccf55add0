import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runtime } from '@pilotlight/model-runtime';
import { describe, expect, it } from 'vitest';
import { type BilstmModel, paddedLength, predict } from '../../models/bilstm/src/handler.ts';
import { VOCABULARY, wordIds } from '../../models/bilstm/src/word-ids.ts';
import { PYTHON } from '../../src/paths.ts';

describe('wordIds', () => {
  it('hashes with FNV-1a, by its published values', () => {
    const published = { a: 0xe40c292c, foobar: 0xbf9cf968 };
    expect(wordIds('a foobar')).toEqual(Object.values(published).map((hash) => hash % VOCABULARY));
  });

  it('converts words to lower case, and splits at any white space', () => {
    expect(wordIds('  A\tFooBar\n')).toEqual(wordIds('a foobar'));
    expect(wordIds(' ')).toEqual([]);
  });

  it('has the same vocabulary as the weights', async () => {
    const shape = await readFile(join(PYTHON, 'bilstm_shape.py'), 'utf8');
    expect(/^VOCABULARY = ([\d_]+)/m.exec(shape)?.[1]?.replaceAll('_', '')).toBe(
      String(VOCABULARY),
    );
  });
});

/** A session that returns each row's length among the probabilities, and records its inputs. */
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
  it('runs a batch at once, padded to its longest text, with the length of each text', async () => {
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

  it('treats a text without words as one word', async () => {
    const runs: Record<string, { data: unknown; dims: readonly number[] }>[] = [];
    await predict([{ text: '  ' }], fakeModel(runs));
    expect(runs[0]?.['ids']?.dims).toEqual([1, 1]);
  });

  it('returns the padded length of a text', () => {
    expect(paddedLength({ text: 'two words' })).toBe(2);
  });
});
