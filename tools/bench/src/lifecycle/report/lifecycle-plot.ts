import type { TopLevelSpec } from 'vega-lite';
import { renderSvg } from '../../report/render-svg.ts';
import type { Row } from '../row.ts';
import { OWN_NAMES, SYSTEM_NAMES } from '../systems/systems.ts';

/** Our own systems are highlighted, as in the plot of the container. */
const OURS = {
  test: `indexof(${JSON.stringify(OWN_NAMES)}, datum.system) >= 0`,
  value: '#d9480f',
} as const;
const OTHERS = '#868e96';

/** How the requests of a year ended, with the colour in the plot. */
const ENDS = [
  ['at once', '#2f9e44'],
  ['after a wait', '#ffd43b'],
  ['never', '#c92a2a'],
] as const;

const SYSTEM = { field: 'system', type: 'nominal', title: null, sort: [...SYSTEM_NAMES] } as const;

const PANEL = { width: 330, height: 170 } as const;

/** The cost of each system, and how its requests ended: one row of two panels per traffic. */
export function lifecyclePlotSvg(rows: readonly Row[]): Promise<string> {
  return renderSvg(spec(rows));
}

function spec(rows: readonly Row[]): TopLevelSpec {
  return {
    background: 'white',
    padding: 12,
    title: { text: 'A year of each system', anchor: 'start', offset: 12 },
    vconcat: [...new Set(rows.map(({ traffic }) => traffic))].map((traffic) => {
      const found = rows.filter((row) => row.traffic === traffic);
      return {
        title: { text: traffic, anchor: 'start' as const, fontSize: 13 },
        spacing: 30,
        hconcat: [costs(found), ends(found)],
      };
    }),
  };
}

function costs(rows: readonly Row[]) {
  const values = rows.map(({ system, costUsd }) => ({
    system,
    costUsd,
    label: costUsd < 10 ? costUsd.toFixed(2) : costUsd.toFixed(0),
  }));
  return {
    ...PANEL,
    data: { values },
    encoding: {
      y: SYSTEM,
      x: { field: 'costUsd', type: 'quantitative' as const, title: 'USD a year' },
    },
    layer: [
      {
        mark: { type: 'bar' as const, height: 18 },
        encoding: { color: { condition: OURS, value: OTHERS } },
      },
      {
        mark: { type: 'text' as const, align: 'left' as const, dx: 4 },
        encoding: { text: { field: 'label', type: 'nominal' as const } },
      },
    ],
  };
}

function ends(rows: readonly Row[]) {
  const values = rows.flatMap(({ system, requests, answeredAtOnce, refused, lost }) => {
    const never = (refused + lost) / requests;
    return [answeredAtOnce, 1 - answeredAtOnce - never, never].map((share, order) => ({
      system,
      order,
      end: ENDS[order]?.[0],
      percent: 100 * share,
    }));
  });
  return {
    ...PANEL,
    data: { values },
    mark: { type: 'bar' as const, height: 18 },
    encoding: {
      y: { ...SYSTEM, axis: null },
      x: {
        field: 'percent',
        type: 'quantitative' as const,
        title: 'share of the requests, %',
        scale: { domain: [0, 100] },
      },
      order: { field: 'order', type: 'quantitative' as const },
      color: {
        field: 'end',
        type: 'nominal' as const,
        title: 'answered',
        scale: { domain: ENDS.map(([end]) => end), range: ENDS.map(([, colour]) => colour) },
      },
    },
  };
}
