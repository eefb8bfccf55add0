import type { DocsPage } from '../../report/write-docs.ts';
import type { Row } from '../row.ts';
import { TRAFFICS } from '../traffic/traffic.ts';
import { lifecyclePlotSvg } from './lifecycle-plot.ts';
import { lifecycleTable } from './lifecycle-table.ts';

/** The results for docs/benchmarks/lifecycle.md. */
export async function lifecycleDocs(rows: readonly Row[]): Promise<DocsPage> {
  const counts = TRAFFICS.flatMap((traffic) => {
    const requests = rows.find((row) => row.traffic === traffic)?.requests;
    return requests === undefined ? [] : [`${traffic} ${requests.toLocaleString('en')}`];
  });
  return {
    name: 'lifecycle',
    results: [`Requests in the year: ${counts.join(', ')}.`, lifecycleTable(rows)],
    plot: await lifecyclePlotSvg(rows),
  };
}
