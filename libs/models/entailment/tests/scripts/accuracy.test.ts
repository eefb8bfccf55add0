import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readTestPairs } from '../../scripts/labelled-pairs.ts';

const COMMAND = fileURLToPath(new URL('../../scripts/accuracy.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'accuracy-'));
const rows = [
  'label\tpremise\thypothesis\tsplit\tsource',
  'entailment\tA brown dog runs on the beach.\tA dog is outdoors.\ttest\tsnli',
  'contradiction\tA brown dog runs on the beach.\tA dog sleeps indoors.\ttest\tsnli',
  'neutral\tA "quoted" dog runs.\tA dog.\ttrain\tsnli',
  'neutral\tA dog runs.\tA dog.\ttest\tmpe',
];

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('readTestPairs', () => {
  it.each(['pairs.tsv', 'pairs.tsv.gz'])('reads only the test pairs of SNLI from %s', (name) => {
    const text = `${rows.join('\n')}\n`;
    const path = fileOf(name, name.endsWith('.gz') ? gzipSync(text) : text);
    const labels = readTestPairs(path).map((pair) => pair.label);
    expect(labels).toEqual(['entailment', 'contradiction']);
  });

  it('names the columns that are missing', () => {
    const path = fileOf('columns.tsv', 'label\ttext\tsplit\n');
    expect(() => readTestPairs(path)).toThrow('no column premise, hypothesis, source');
  });

  it('refuses a file without test pairs', () => {
    const path = fileOf('train.tsv', `${rows[0]}\n${rows[3]}\n`);
    expect(() => readTestPairs(path)).toThrow('no row of split "test"');
  });
});

describe('the command', () => {
  it('prints the accuracy per label and overall', () => {
    const path = fileOf('two.tsv', rows.join('\n'));
    const printed = execFileSync(process.execPath, [COMMAND, '--data', path], { encoding: 'utf8' });
    expect(printed).toMatch(/^all: 2 of 2 right, accuracy 1\.0000$/m);
    expect(printed).toMatch(/^contradiction: 1 of 1 right/m);
  });

  it('says what it needs when no file is given', () => {
    const { status, stderr } = spawnSync(process.execPath, [COMMAND], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('--data=FILE');
  });

  it('says which file it cannot read', () => {
    const path = join(folder, 'none.tsv');
    const { status, stderr } = spawnSync(process.execPath, [COMMAND, '--data', path], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain(path);
  });
});
