import { nodeVersionsLine, machineLine } from '../report/machine.ts';
import type { DocsPage } from '../report/write-docs.ts';
import { startPlotSvg } from './start-plot.ts';
import type { StartRow } from './start-row.ts';
import { goalsTable, startTable } from './start-table.ts';

/** The results for docs/benchmarks/function.md. */
export async function functionDocs(rows: readonly StartRow[]): Promise<DocsPage> {
  return {
    name: 'function',
    results: [
      `Machine: ${machineLine()}.`,
      `Versions: ${await nodeVersionsLine()}. Runs of each row: ${rows[0]?.runs ?? 0}.`,
      goalsTable(rows),
      startTable(rows),
    ],
    plot: await startPlotSvg(rows),
  };
}
