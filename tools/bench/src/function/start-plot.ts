import type { TopLevelSpec } from 'vega-lite';
import { renderSvg } from '../report/render-svg.ts';
import { START_MODELS } from './start-models.ts';
import type { StartRow } from './start-row.ts';
import { VARIANTS } from './variants.ts';

/** Time to the first answer: a panel for each model, a bar for each way to start, with a line from least to most. */
export function startPlotSvg(rows: readonly StartRow[]): Promise<string> {
  return renderSvg(spec(rows));
}

function spec(rows: readonly StartRow[]): TopLevelSpec {
  const y = {
    field: 'variant',
    type: 'nominal',
    title: null,
    sort: VARIANTS.map(({ name }) => name),
    axis: { labelLimit: 300 },
  } as const;
  return {
    background: 'white',
    padding: 12,
    title: {
      text: 'From the start of the process to the first answer',
      subtitle: 'median, and a line from the fastest to the slowest run',
      anchor: 'start',
      offset: 12,
    },
    data: { values: rows.map((row) => ({ ...row })) },
    facet: {
      row: {
        field: 'model',
        type: 'nominal',
        title: null,
        sort: [...START_MODELS],
        header: { labelFontWeight: 'bold' },
      },
    },
    resolve: { scale: { x: 'independent' } },
    spec: {
      width: 420,
      layer: [
        {
          mark: { type: 'bar', color: '#f0a37e' },
          encoding: {
            y,
            x: { field: 'firstAnswerMs', type: 'quantitative', title: 'milliseconds' },
          },
        },
        {
          mark: { type: 'rule', color: '#495057' },
          encoding: {
            y,
            x: { field: 'leastMs', type: 'quantitative' },
            x2: { field: 'mostMs' },
          },
        },
      ],
    },
  };
}
