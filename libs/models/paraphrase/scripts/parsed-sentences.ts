import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { leavesOf, readTree, type Tree } from '../src/tree.ts';

export interface ParsedSentence {
  readonly text: string;
  readonly parse: string;
  /** The child of ROOT. */
  readonly tree: Tree;
}

export interface Split {
  readonly train: readonly ParsedSentence[];
  /** Held out, to choose settings of the search. */
  readonly tune: readonly ParsedSentence[];
  /** Held out, for the published figures. */
  readonly test: readonly ParsedSentence[];
}

const COLUMNS = ['sentence', 'parse'] as const;

// tools/training/paraphrase/recipe.py has the same rule: eight of a hundred are held out.
const HELD_OUT_PERCENT = 8;
const TUNE_PERCENT = 2;
const MAX_WORDS = 60;

/**
 * The sentences of a tab-separated file, plain or gzipped, with a header, divided by a hash of their text.
 * @throws Error when the file cannot be read or has other columns
 */
export function readParsedSentences(path: string): Split {
  const [header, ...lines] = readText(path).trimEnd().split(/\r?\n/);
  const names = header?.split('\t') ?? [];
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new Error(`${path} has no column ${missing.join(', ')}`);
  const [text, parse] = COLUMNS.map((column) => names.indexOf(column));
  const split = { train: [], tune: [], test: [] } as Record<keyof Split, ParsedSentence[]>;
  for (const cells of lines.map((line) => line.split('\t'))) {
    const sentence = sentenceOf(cells[text ?? 0] ?? '', cells[parse ?? 0] ?? '');
    if (leavesOf(sentence.tree).length <= MAX_WORDS) split[partOf(sentence.text)].push(sentence);
  }
  return split;
}

function sentenceOf(text: string, parse: string): ParsedSentence {
  const [tree] = readTree(parse).children;
  if (!tree) throw new Error(`the parse of "${text}" is empty`);
  return { text, parse, tree };
}

function partOf(text: string): keyof Split {
  const percent = createHash('sha256').update(text).digest().readUInt32BE() % 100;
  if (percent >= HELD_OUT_PERCENT) return 'train';
  return percent < TUNE_PERCENT ? 'tune' : 'test';
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}
