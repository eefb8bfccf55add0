import { expect, it } from 'vitest';
import { lifecyclePlotSvg } from '../../../src/lifecycle/report/lifecycle-plot.ts';
import { row } from '../rows.ts';

it('draws the cost of each system and how its requests ended, one row per traffic', async () => {
  const rows = [
    row({}),
    row({ system: 'naive-timer', answeredAtOnce: 0.5, lost: 10_000 }),
    row({ traffic: 'steady', system: 'serverless', costUsd: 1.672 }),
  ];
  const svg = await lifecyclePlotSvg(rows);
  expect(svg).toMatch(/^<svg /);
  // One bar for the cost of a row, three for how its requests ended.
  expect(svg.match(/aria-roledescription="bar"/g)).toHaveLength(4 * rows.length);
  for (const text of ['school', 'steady', 'naive-timer', '>46<', '>1.67<', 'at once', 'never']) {
    expect(svg).toContain(text);
  }
});
