import { describe, expect, it } from 'vitest';
import { markdownTable, rounded } from '../../src/report/markdown-table.ts';
import { barsTable, resultsTable, startsTable } from '../../src/report/tables.ts';
import { row } from '../container/results.ts';

describe('markdownTable', () => {
  it('aligns numbers to the right', () => {
    expect(
      markdownTable(
        ['name', 'count'],
        [
          ['a', 1],
          ['b', 2],
        ],
      ),
    ).toBe('| name | count |\n| --- | ---: |\n| a | 1 |\n| b | 2 |');
  });

  it('is only the head if there are no lines', () => {
    expect(markdownTable(['name'], [])).toBe('| name |\n| --- |');
  });
});

describe('rounded', () => {
  it.each([
    [1234.5678, 1235],
    [99.96, 100],
    [12.345, 12.3],
    [0.91234, 0.912],
  ])('shows %d as %d', (value, shown) => {
    expect(rounded(value)).toBe(shown);
  });
});

describe('the tables of results', () => {
  const rows = [
    row({ system: 'pilotlight', callers: 32, perSecond: 612.34, startMs: 450.6 }),
    row({ system: 'limit', callers: 1, startMs: null, installMiB: null }),
    row({ system: 'pilotlight', callers: 1, startMs: 450.6 }),
    row({ system: 'fastapi', setting: 'slow to start', startMs: 2000 }),
    row({ system: 'fastapi', setting: 'batches', callers: 1, startMs: 1500 }),
  ];

  it('show every row, grouped by cell', () => {
    const lines = resultsTable(rows).split('\n').slice(2);
    expect(lines.map((line) => line.split(' | ').slice(2, 4))).toEqual([
      ['1', 'limit'],
      ['1', 'pilotlight'],
      ['1', 'fastapi'],
      ['32', 'pilotlight'],
      ['32', 'fastapi'],
    ]);
    expect(lines[3]).toBe(
      '| entailment | short | 32 | pilotlight | some | 612 | 90–120 | 10 | 15 | 200 |',
    );
  });

  it('show the start of each server once, for its fastest setting', () => {
    const lines = startsTable(rows).split('\n').slice(2);
    expect(lines).toEqual([
      '| entailment | pilotlight | 451 | 50 |',
      '| entailment | fastapi | 1500 | 50 |',
    ]);
  });

  it('show which targets are met', () => {
    const bar = {
      model: 'bilstm',
      lengths: 'mixed',
      found: 1.234,
      wanted: 1.5,
      met: false,
    } as const;
    expect(barsTable([{ ...bar, what: 'of the limit' }])).toContain(
      '| bilstm | mixed | of the limit | 1.23 | ≥ 1.5 | no |',
    );
    expect(barsTable([{ ...bar, what: 'p99 / p50', met: true }])).toContain('| ≤ 1.5 | yes |');
  });
});
