import { expect, it } from 'vitest';
import { lifecyclePlotSvg } from '../../../src/lifecycle/report/lifecycle-plot.ts';
import { row } from '../rows.ts';

it('draws what each system costs and how its requests ended, a line for each traffic', async () => {
  const rows = [
    row({}),
    row({ system: 'naive-timer', answeredAtOnce: 0.5, lost: 10_000 }),
    row({ traffic: 'steady', system: 'serverless', costUsd: 1.672 }),
  ];
  const svg = await lifecyclePlotSvg(rows);
  expect(svg).toMatch(/^<svg /);
  // One for what a row costs, three for how it ended.
  expect(svg.match(/aria-roledescription="bar"/g)).toHaveLength(4 * rows.length);
  for (const text of ['school', 'steady', 'naive-timer', '>46<', '>1.67<', 'at once', 'never']) {
    expect(svg).toContain(text);
  }
});
