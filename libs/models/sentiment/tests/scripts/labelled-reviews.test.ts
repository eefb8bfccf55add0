import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTestReviews } from '../../scripts/labelled-reviews.ts';

const folder = mkdtempSync(join(tmpdir(), 'reviews-'));
const path = join(folder, 'reviews.tsv');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const read = (...lines: string[]) => {
  writeFileSync(path, lines.join('\n'));
  return readTestReviews(path);
};

describe('readTestReviews', () => {
  it('finds the columns by their names, and keeps quotation marks', () => {
    const rows = ['imdb\ttest\tpos\t"Good", 9/10.', 'imdb\ttrain\tneg\tBad.'];
    expect(read('source\tsplit\tlabel\ttext', ...rows)).toEqual([
      { text: '"Good", 9/10.', positive: true },
    ]);
  });

  it.each([
    ['a column is missing', ['label\ttext\tsplit'], 'has no column source'],
    [
      'a label is unknown',
      ['label\ttext\tsplit\tsource', '5\tx\ttest\timdb'],
      'must be pos or neg',
    ],
    ['there is no test review', ['label\ttext\tsplit\tsource'], 'has no row of split "test"'],
  ])('says when %s', (_what, lines, message) => {
    expect(() => read(...lines)).toThrow(message);
  });
});
