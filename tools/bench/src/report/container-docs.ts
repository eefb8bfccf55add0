import type { Row } from '../container/row.ts';
import { bars } from './bars.ts';
import { machineLine, versionsLine } from './machine.ts';
import { plotSvg } from './plot.ts';
import { barsTable, resultsTable, startsTable } from './tables.ts';
import type { DocsPage } from './write-docs.ts';

/** The results for docs/benchmarks/container.md. */
export async function containerDocs(rows: readonly Row[]): Promise<DocsPage> {
  return {
    name: 'container',
    results: [
      `Machine: ${machineLine()}.`,
      `Versions: ${await versionsLine()}.`,
      barsTable(bars(rows)),
      startsTable(rows),
      resultsTable(rows),
    ],
    plot: await plotSvg(rows),
  };
}
