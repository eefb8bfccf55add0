import { PRICES } from '@pilotlight/contracts';
import { isOpen, type Row } from './rows.ts';

const HEAD = ['ENDPOINT', 'STATUS', 'SINCE (UTC)', 'INSTANCE', 'USD/H', 'USD', 'VERDICT', 'WHY'];

/** The report as text: a table, and what is left to do. */
export function reportLines(rows: readonly Row[], region: string): string[] {
  if (rows.length === 0) return [`There is no endpoint of this project in ${region}.`];
  return [...tableOf([HEAD, ...rows.map(cells)]), '', ...summary(rows)];
}

function cells(row: Row): string[] {
  const { instances = 1, instanceType = '?' } = row;
  return [
    row.name,
    row.outcome === 'gone' ? 'gone' : row.status,
    row.since.slice(0, 16).replace('T', ' '),
    instances === 1 ? instanceType : `${instances} x ${instanceType}`,
    row.usdPerHour?.toFixed(3) ?? '?',
    row.costUsd?.toFixed(2) ?? '?',
    row.verdict,
    row.why,
  ];
}

function tableOf(lines: readonly (readonly string[])[]): string[] {
  const width = (column: number) => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  const widths = HEAD.map((_, column) => width(column));
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function summary(rows: readonly Row[]): string[] {
  const orphans = rows.filter((row) => row.verdict === 'orphan' && isOpen(row));
  const unknown = rows.filter(({ verdict }) => verdict === 'unknown');
  const left = `${are(orphans, 'orphan')} left, at ${hourly(orphans)}`;
  return [
    ...(rows.some(isOpen) ? [] : ['No orphan is left.']),
    ...(orphans.length > 0 ? [`${left}; npm run orphans -- --delete deletes orphans.`] : []),
    ...(unknown.length > 0
      ? [`${are(unknown, 'endpoint')} unknown and left alone, because something could not be read.`]
      : []),
    `Prices are on-demand list prices in ${PRICES.region}, ${PRICES.asOf}, for the instances only.`,
  ];
}

function hourly(rows: readonly Row[]): string {
  const sum = rows.reduce((total, { usdPerHour = 0 }) => total + usdPerHour, 0);
  const isLeast = rows.some(({ usdPerHour }) => usdPerHour === undefined);
  return `${sum.toFixed(3)} USD an hour${isLeast ? ' or more' : ''}`;
}

function are({ length }: readonly Row[], noun: string): string {
  return length === 1 ? `1 ${noun} is` : `${length} ${noun}s are`;
}
