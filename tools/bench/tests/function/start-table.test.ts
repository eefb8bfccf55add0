import { expect, test } from 'vitest';
import type { StartRow } from '../../src/function/start-row.ts';
import { goals, goalsTable, startTable } from '../../src/function/start-table.ts';
import { NAMES } from '../../src/function/variants.ts';

const row = (variant: string, firstAnswerMs: number, model = 'entailment'): StartRow => ({
  ...{ model: model as StartRow['model'], mebibytes: 22.5, variant, runs: 9, firstAnswerMs },
  ...{ leastMs: firstAnswerMs - 1.4, mostMs: firstAnswerMs + 1.6 },
  ...{ invocationMs: 12.34, processorMs: 450.4, sameAnswer: true, peakMiB: 170.6 },
});

test('shows each row', () => {
  expect(startTable([row(NAMES.package, 500)])).toBe(
    [
      '| model | MiB | start | first answer, ms | least | most | of it the invocation | processor, ms | peak MiB | same answer |',
      '| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
      '| entailment | 22.5 | package | 500 | 499 | 502 | 12.3 | 450 | 171 | yes |',
    ].join('\n'),
  );
});

test('compares the package of entailment with ONNX Runtime alone', () => {
  const rows = [row(NAMES.package, 890), row(NAMES.bare, 600), row(NAMES.package, 1, '1 MB')];
  expect(goals(rows).map(({ found, most }) => [found, most])).toEqual([
    [890, 900],
    [290, 250],
  ]);
  expect(goalsTable(rows).split('\n').slice(2)).toEqual([
    '| entailment: first answer, ms | 890 | ≤ 900 | yes |',
    '| entailment: of it more than ONNX Runtime alone, ms | 290 | ≤ 250 | no |',
  ]);
});

test('has no goals without both rows', () => {
  expect(goals([row(NAMES.package, 890)])).toEqual([]);
});
