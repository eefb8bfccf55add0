import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Row } from '../container/row.ts';
import { ROOT } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import { bars } from './bars.ts';
import { machineLine, versionsLine } from './machine.ts';
import { plotSvg } from './plot.ts';
import { barsTable, resultsTable, startsTable } from './tables.ts';

export const DOCS = join(ROOT, 'docs', 'benchmarks');

/** What stands between these two is written by the benchmark, the rest by hand. */
const BEGIN = '<!-- results: written by the benchmark -->';
const END = '<!-- end of the results -->';

/** Puts the results of one run into docs/benchmarks/container.md, and its plot beside it. */
export async function writeDocs(rows: readonly Row[], command: string): Promise<void> {
  const page = join(DOCS, 'container.md');
  const results = [
    `\`${command}\`, ${new Date().toISOString().slice(0, 10)}.`,
    `Machine: ${machineLine()}.`,
    `Versions: ${await versionsLine()}.`,
    barsTable(bars(rows)),
    startsTable(rows),
    resultsTable(rows),
  ].join('\n\n');
  await writeFile(page, withResults(await readFile(page, 'utf8'), results));
  await writeFile(join(DOCS, 'container.svg'), `${await plotSvg(rows)}\n`);
  await runCommand(join(ROOT, 'node_modules', '.bin', 'prettier'), ['--write', page], {
    cwd: ROOT,
    environment: process.env,
  });
}

/** `page` with other results. @throws Error when it has not the two marks that they stand between */
export function withResults(page: string, results: string): string {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new Error(`the page needs the lines ${BEGIN} and ${END}`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${results}\n\n${page.slice(end)}`;
}
