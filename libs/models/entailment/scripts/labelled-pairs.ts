import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { EntailmentInput } from '../src/handler.ts';

export interface LabelledPair extends EntailmentInput {
  readonly label: string;
}

const COLUMNS = ['label', 'premise', 'hypothesis', 'split', 'source'] as const;

/**
 * SNLI's test pairs (split `test`, source `snli`) of a tab-separated file, plain or gzipped, with a header.
 * @throws Error when the file cannot be read, has other columns, or holds no such pair
 */
export function readTestPairs(path: string): LabelledPair[] {
  const [header, ...lines] = readText(path).trimEnd().split(/\r?\n/);
  const names = header?.split('\t') ?? [];
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new Error(`${path} has no column ${missing.join(', ')}`);

  const pairs = lines
    .map((line) => line.split('\t'))
    .map((cells) => (column: (typeof COLUMNS)[number]) => cells[names.indexOf(column)] ?? '')
    .filter((cell) => cell('split') === 'test' && cell('source') === 'snli')
    .map((cell) => ({
      label: cell('label'),
      premise: cell('premise'),
      hypothesis: cell('hypothesis'),
    }));
  if (pairs.length === 0) throw new Error(`${path} has no row of split "test" and source "snli"`);
  return pairs;
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
