import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SentimentInput } from '../src/handler.ts';

export interface LabelledReview extends SentimentInput {
  readonly positive: boolean;
}

const COLUMNS = ['label', 'text', 'split', 'source'] as const;

/**
 * IMDB's test reviews (split `test`, source `imdb`) of a tab-separated file, plain or gzipped, with a header.
 * @throws Error when the file cannot be read, has other columns or labels, or holds no such review
 */
export function readTestReviews(path: string): LabelledReview[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header, ...lines] = text.trimEnd().split(/\r?\n/);
  const names = header?.split('\t') ?? [];
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new Error(`${path} has no column ${missing.join(', ')}`);

  const reviews = lines
    .map((line) => line.split('\t'))
    .map((cells) => (column: (typeof COLUMNS)[number]) => cells[names.indexOf(column)] ?? '')
    .filter((cell) => cell('split') === 'test' && cell('source') === 'imdb')
    .map((cell) => {
      const label = cell('label');
      if (label !== 'pos' && label !== 'neg') {
        throw new Error(`${path} has the label ${JSON.stringify(label)}; must be pos or neg`);
      }
      return { text: cell('text'), positive: label === 'pos' };
    });
  if (reviews.length === 0) throw new Error(`${path} has no row of split "test" and source "imdb"`);
  return reviews;
}
