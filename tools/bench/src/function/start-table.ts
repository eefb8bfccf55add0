import { markdownTable, rounded } from '../report/markdown-table.ts';
import type { StartRow } from './start-row.ts';
import { NAMES } from './variants.ts';

const HEAD = [
  ...['model', 'MiB', 'start', 'first answer, ms', 'least', 'most'],
  ...['of it the invocation', 'processor, ms', 'peak MiB', 'same answer'],
];

/** Every row of the results. */
export function startTable(rows: readonly StartRow[]): string {
  return markdownTable(
    HEAD,
    rows.map((row) => [
      ...[row.model, rounded(row.mebibytes), row.variant, Math.round(row.firstAnswerMs)],
      ...[Math.round(row.leastMs), Math.round(row.mostMs)],
      ...[rounded(row.invocationMs), Math.round(row.processorMs), Math.round(row.peakMiB)],
      row.sameAnswer === undefined ? '' : row.sameAnswer ? 'yes' : 'no',
    ]),
  );
}

export interface Goal {
  readonly what: string;
  readonly found: number;
  readonly most: number;
}

/** The goals for entailment: the first answer of the package, and how much of it is ours. */
export function goals(rows: readonly StartRow[]): Goal[] {
  const of = (variant: string) =>
    rows.find((row) => row.model === 'entailment' && row.variant === variant)?.firstAnswerMs;
  const [found, bare] = [of(NAMES.package), of(NAMES.bare)];
  if (found === undefined || bare === undefined) return [];
  return [
    { what: 'entailment: first answer, ms', found, most: 900 },
    { what: 'entailment: of it more than ONNX Runtime alone, ms', found: found - bare, most: 250 },
  ];
}

export function goalsTable(rows: readonly StartRow[]): string {
  return markdownTable(
    ['goal', 'found', 'wanted', 'met'],
    goals(rows).map(({ what, found, most }) => [
      ...[what, Math.round(found), `≤ ${most}`, found <= most ? 'yes' : 'no'],
    ]),
  );
}
