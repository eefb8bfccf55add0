import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../scripts/accuracy.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'accuracy-'));

const ROWS = [
  ['label', 'text', 'split', 'source', 'rating'],
  ['pos', 'A superb "film", one of the best.', 'test', 'imdb', '10'],
  ['neg', 'Terrible. A waste of time.', 'test', 'imdb', '1'],
  // Labelled against what it says: the command must count it as an error.
  ['neg', 'I loved this wonderful film.', 'test', 'imdb', '1'],
  ['neg', 'Wonderful, but a training review.', 'train', 'imdb', '1'],
  ['neg', 'Wonderful, but of another source.', 'test', 'sst2', ''],
];

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the command', () => {
  it('prints how often the model is right on the test reviews only', () => {
    const data = join(folder, 'sentiment.tsv.gz');
    writeFileSync(data, gzipSync(ROWS.map((cells) => cells.join('\t')).join('\n')));
    const printed = execFileSync(process.execPath, [COMMAND, '--data', data], { encoding: 'utf8' });
    expect(printed).toContain('positive: 1 of 1 right, accuracy 1.0000\n');
    expect(printed).toContain('negative: 1 of 2 right, accuracy 0.5000\n');
    expect(printed).toContain('all: 2 of 3 right, accuracy 0.6667\n');
    expect(printed).toMatch(/^probability 0\.\d+ to 1: \d answers, mean probability 0\.9\d\d/m);
  });

  it('says what it needs when no file is given', () => {
    const { status, stderr } = spawnSync(process.execPath, [COMMAND], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('--data=FILE');
  });
});
