import type { TopLevelSpec } from 'vega-lite';
import type { Row } from '../container/row.ts';
import { LENGTHS } from '../inputs/inputs.ts';
import { MODELS } from '../models/bench-model.ts';
import { SERVER_NAMES } from '../systems/system-names.ts';
import { renderSvg } from './render-svg.ts';

/** Our own system is highlighted; the peers are shades of one colour. */
const COLOURS = ['#d9480f', '#f0a37e', '#868e96', '#1864ab', '#4dabf7', '#a5d8ff'];

/** Predictions per second of each system: a panel for each model and mix of lengths, with the limit as a black line. */
export function plotSvg(rows: readonly Row[]): Promise<string> {
  return renderSvg(spec(rows));
}

function spec(rows: readonly Row[]): TopLevelSpec {
  const order = [...SERVER_NAMES, 'limit'];
  const position = {
    x: { field: 'callers', type: 'ordinal', title: 'callers', axis: { labelAngle: 0 } },
    y: {
      field: 'perSecond',
      type: 'quantitative',
      title: 'predictions per second',
    },
  } as const;
  return {
    background: 'white',
    padding: 12,
    title: {
      text: 'Predictions per second by number of callers',
      subtitle: 'black line: the limit, which is ONNX Runtime in worker threads without a server',
      anchor: 'start',
      offset: 12,
    },
    data: { values: rows.map((row) => ({ ...row })) },
    facet: {
      row: {
        field: 'model',
        type: 'nominal',
        title: null,
        sort: [...MODELS],
        header: { labelFontWeight: 'bold' },
      },
      column: { field: 'lengths', type: 'nominal', title: null, sort: [...LENGTHS] },
    },
    resolve: { scale: { y: 'independent' }, axis: { x: 'independent' } },
    spec: {
      width: 380,
      height: 220,
      layer: [
        {
          transform: [{ filter: "datum.system !== 'limit'" }],
          mark: 'bar',
          encoding: {
            ...position,
            xOffset: { field: 'system', sort: order },
            color: {
              field: 'system',
              type: 'nominal',
              title: null,
              scale: { domain: [...SERVER_NAMES], range: COLOURS },
            },
          },
        },
        {
          transform: [{ filter: "datum.system === 'limit'" }],
          mark: { type: 'tick', color: 'black', thickness: 2, size: 76 },
          encoding: position,
        },
      ],
    },
  };
}
