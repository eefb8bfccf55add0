import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LabelledPhotograph {
  /** Relative to the folder of `labels.csv`. */
  readonly path: string;
  readonly horse: boolean;
  readonly label: string;
  readonly split: string;
  readonly source: string;
}

const COLUMNS = ['path', 'horse', 'label', 'split', 'source'] as const;

/**
 * The photographs that `labels.csv` in `folder` lists.
 * @throws Error when there is no such file, or it has other columns or no rows
 */
export function readPhotographs(folder: string): LabelledPhotograph[] {
  const file = join(folder, 'labels.csv');
  const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
  const names = header?.split(',') ?? [];
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new Error(`${file} has no column ${missing.join(', ')}`);
  if (lines.length === 0) throw new Error(`${file} lists no photographs`);
  return lines
    .map((line) => line.split(','))
    .map((cells) => (column: (typeof COLUMNS)[number]) => cells[names.indexOf(column)] ?? '')
    .map((cell) => ({
      path: cell('path'),
      horse: cell('horse') === '1',
      label: cell('label'),
      split: cell('split'),
      source: cell('source'),
    }));
}

/**
 * Whether training leaves the photograph out. Where a source has a part for validation, that part; of the other sources
 * half, chosen by the path's hash. `in_test` in tools/training/unicorn/pictures.py says the same.
 */
export function inTest({ path, split }: LabelledPhotograph): boolean {
  if (path.startsWith('animals3/')) return split === 'valid';
  return createHash('sha256').update(path).digest().readUInt32BE(0) < 2 ** 31;
}

/**
 * ImageNet's samples: the base network may have been trained on them, so the published figures leave them out.
 * `KNOWN_TO_BASE` in tools/training/unicorn/recipe.py says the same.
 */
export function knownToBase({ source }: LabelledPhotograph): boolean {
  return source === 'EliSchwartz+imagenet-sample-images';
}
