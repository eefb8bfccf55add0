import type { Row } from '../container/row.ts';
import type { Bar } from './bars.ts';
import { markdownTable, rounded } from './markdown-table.ts';

/** Every row of the results. */
export function resultsTable(rows: readonly Row[]): string {
  const order = (row: Row) => `${row.model} ${row.lengths}`;
  const sorted = [...rows].sort(
    (one, other) => order(one).localeCompare(order(other)) || one.callers - other.callers,
  );
  return markdownTable(
    [
      ...['model', 'lengths', 'callers', 'system', 'setting', 'per second', 'min–max'],
      ...['p50 ms', 'p99 ms', 'MiB'],
    ],
    sorted.map((row) => [
      ...[row.model, row.lengths, row.callers, row.system, row.setting],
      rounded(row.perSecond),
      `${rounded(row.leastPerSecond)}–${rounded(row.mostPerSecond)}`,
      ...[row.p50Ms, row.p99Ms, row.rssMiB].map(rounded),
    ]),
  );
}

/** The targets, and the figures that were reached. */
export function barsTable(bars: readonly Bar[]): string {
  return markdownTable(
    ['model', 'lengths', 'what', 'found', 'wanted', 'met'],
    bars.map(({ model, lengths, what, found, wanted, met }) => {
      const sign = what.startsWith('p') ? '≤' : '≥';
      return [
        model,
        lengths,
        what,
        rounded(found),
        `${sign} ${rounded(wanted)}`,
        met ? 'yes' : 'no',
      ];
    }),
  );
}

/** How long each server takes to become healthy, and its size: one line for each model and system. */
export function startsTable(rows: readonly Row[]): string {
  const seen = new Map<string, Row>();
  for (const row of rows) {
    if (row.startMs === null) continue;
    const key = `${row.model} ${row.system}`;
    if (row.startMs < (seen.get(key)?.startMs ?? Infinity)) seen.set(key, row);
  }
  return markdownTable(
    ['model', 'system', 'start to healthy, ms', 'installed, MiB'],
    [...seen.values()].map(({ model, system, startMs, installMiB }) => [
      model,
      system,
      Math.round(startMs ?? 0),
      Math.round(installMiB ?? 0),
    ]),
  );
}
