import { expect, test } from 'vitest';
import { reportLines } from '../../src/report/lines.ts';
import type { Row } from '../../src/report/rows.ts';

const UNPRICED: Row = {
  name: 'pilotlight-dev-m',
  status: 'InService',
  since: '2026-11-24T19:47:11.123Z',
  verdict: 'orphan',
  why: 'its stack is gone',
};
const ROW: Row = {
  ...UNPRICED,
  instanceType: 'ml.m5.large',
  instances: 1,
  usdPerHour: 0.115,
  costUsd: 1.2345,
};
const NOTE = 'Prices are on-demand list prices in us-east-1, 2026-11, for the instances only.';

test('is a table with aligned columns, and what is left to do', () => {
  const rows: Row[] = [
    ROW,
    { ...UNPRICED, name: 'x', verdict: 'unknown', why: 'denied' },
    { ...ROW, name: 'y', instances: 2, usdPerHour: 0.23, verdict: 'known', why: 'looked after' },
  ];
  expect(reportLines(rows, 'eu-west-1')).toEqual([
    'ENDPOINT          STATUS     SINCE (UTC)       INSTANCE         USD/H  USD   VERDICT  WHY',
    'pilotlight-dev-m  InService  2026-11-24 19:47  ml.m5.large      0.115  1.23  orphan   its stack is gone',
    'x                 InService  2026-11-24 19:47  ?                ?      ?     unknown  denied',
    'y                 InService  2026-11-24 19:47  2 x ml.m5.large  0.230  1.23  known    looked after',
    '',
    '1 orphan is left, at 0.115 USD an hour; npm run orphans -- --delete deletes orphans.',
    '1 endpoint is unknown and left alone, because something could not be read.',
    NOTE,
  ]);
});

test('says that the cost is a lower bound when a price is missing', () => {
  expect(reportLines([ROW, UNPRICED], 'eu-west-1')).toContain(
    '2 orphans are left, at 0.115 USD an hour or more; npm run orphans -- --delete deletes orphans.',
  );
});

test('does not count an orphan that is gone or was spared', () => {
  const rows: Row[] = [
    { ...ROW, outcome: 'gone' },
    { ...ROW, verdict: 'known', outcome: 'spared' },
  ];
  const lines = reportLines(rows, 'eu-west-1');
  expect(lines[1]).toMatch(/^pilotlight-dev-m {2}gone /);
  expect(lines.slice(-2)).toEqual(['No orphan is left.', NOTE]);
});

test('counts an orphan that could not be deleted', () => {
  expect(reportLines([{ ...ROW, outcome: 'busy' }], 'eu-west-1').at(-2)).toMatch(/^1 orphan is/);
});
