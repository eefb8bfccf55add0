import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readParsedSentences } from '../../scripts/parsed-sentences.ts';

const folder = mkdtempSync(join(tmpdir(), 'parsed-'));
const rows = Array.from({ length: 300 }, (_, at) => `Dog ${at}\t(ROOT (NP (NN Dog) (CD ${at})))`);
const text = `sentence\tparse\n${rows.join('\n')}\n`;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('readParsedSentences', () => {
  it('divides the sentences by a hash, always in the same way', () => {
    const { train, tune, test } = readParsedSentences(fileOf('all.tsv.gz', gzipSync(text)));
    expect([train, tune, test].map(({ length }) => length)).toEqual(SIZES);
    expect(train[0]?.tree.label).toBe('NP');
    expect(readParsedSentences(fileOf('all.tsv', text)).test).toEqual(test);
  });

  it('leaves out sentences of more than 60 words', () => {
    const parse = `(ROOT (NP ${'(NN dog) '.repeat(61)}))`;
    const path = fileOf('long.tsv', `sentence\tparse\nLong\t${parse}\n`);
    expect(Object.values(readParsedSentences(path)).flat()).toEqual([]);
  });

  it('names the columns that are missing', () => {
    expect(() => readParsedSentences(fileOf('other.tsv', 'sentence\n'))).toThrow('no column parse');
  });
});

/** The same sentences are held out by `held_out` of tools/training/paraphrase/corpus.py. */
const SIZES = [279, 3, 18];
