import { expect, test } from 'vitest';
import { findingLine, findingLines, findingsOf, isError } from '../src/finding.ts';

test('is one line: where, what is wrong and what to do', () => {
  const finding = findingsOf('file-missing')('model.onnx', 'is missing', 'export it');
  expect(findingLine(finding)).toBe('error    model.onnx: is missing; export it  [file-missing]');
  expect(isError(finding)).toBe(true);
});

test('is not an error when it is a warning', () => {
  const finding = findingsOf('file-stray', 'warning')('a', 'is stray', 'drop it');
  expect(findingLine(finding)).toMatch(/^warning {2}a: /);
  expect(isError(finding)).toBe(false);
});

test('stays one line without control characters, whatever a model contains', () => {
  const finding = findingsOf('handler-import')('a', 'fails (one\n  two\u001b[31m)', 'fix it');
  expect(findingLine(finding)).toBe('error    a: fails (one two?[31m); fix it  [handler-import]');
});

test('reports a finding of 214 labels in one line', () => {
  const wordless = findingsOf('page-words', 'warning');
  const places = Array.from({ length: 214 }, (_, index) => `model.json#/labels/${index}`);
  const findings = places.map((where) => wordless(where, 'is empty', 'fill it'));
  const other = findingsOf('manifest')('model.json', 'is empty', 'fill it');
  expect(findingLines([...findings, other])).toEqual([
    'warning  model.json#/labels/0: is empty, and so are 213 others; fill it  [page-words]',
    'error    model.json: is empty; fill it  [manifest]',
  ]);
  expect(findingLines(findings.slice(0, 3))).toHaveLength(3);
});

test('reports a duplicate finding once', () => {
  const finding = findingsOf('handler-network')('a', 'connects to b', 'do not');
  expect(findingLines([finding, { ...finding }])).toHaveLength(1);
});
