import { markdownTable, rounded } from '../../report/markdown-table.ts';
import type { Row } from '../row.ts';

const HEAD = [
  ...['traffic', 'system', 'USD a year', 'at once, %', 'p50 wait, s', 'p99 wait, s'],
  ...['refused', 'lost', 'hours awake', 'hours leaked', 'wakes'],
];

/** Every row of the results. */
export function lifecycleTable(rows: readonly Row[]): string {
  return markdownTable(
    HEAD,
    rows.map((row) => [
      ...[row.traffic, row.system, rounded(row.costUsd), percent(row.answeredAtOnce)],
      ...[rounded(row.p50WaitSeconds), rounded(row.p99WaitSeconds), row.refused, row.lost],
      ...[rounded(row.hoursAwake), rounded(row.hoursLeaked), row.wakes],
    ]),
  );
}

/** With one decimal, rounded down: nearly all must not be shown as 100. */
const percent = (share: number) => Math.floor(share * 1000) / 10;
