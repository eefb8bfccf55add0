import { describe, expect, it } from 'vitest';
import { plotSvg } from '../../src/report/plot.ts';
import { row } from '../container/results.ts';

describe('plotSvg', () => {
  it('draws a bar for each system, a line for the limit and a panel for each model', async () => {
    const svg = await plotSvg([
      row({ perSecond: 600 }),
      row({ system: 'fastapi', perSecond: 400 }),
      row({ system: 'limit', perSecond: 650 }),
      row({ model: 'bilstm', perSecond: 500 }),
    ]);
    expect(svg).toMatch(/^<svg /);
    expect(svg.match(/aria-roledescription="bar"/g)).toHaveLength(3);
    expect(svg.match(/aria-roledescription="tick"/g)).toHaveLength(1);
    for (const text of ['entailment', 'bilstm', 'pilotlight', 'predictions per second']) {
      expect(svg).toContain(text);
    }
  });
});
