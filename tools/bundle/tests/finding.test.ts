import { expect, test } from 'vitest';
import { findingLine, findingLines, findingsOf, isError } from '../src/finding.ts';

test('is one line with what is wrong, where, and what to do', () => {
  const finding = findingsOf('file-missing')('model.onnx', 'is missing', 'export it');
  expect(findingLine(finding)).toBe('error    model.onnx: is missing; export it  [file-missing]');
  expect(isError(finding)).toBe(true);
});

test('is no error when it is a warning', () => {
  const finding = findingsOf('file-stray', 'warning')('a', 'is stray', 'drop it');
  expect(findingLine(finding)).toMatch(/^warning {2}a: /);
  expect(isError(finding)).toBe(false);
});

test('stays one line, and harmless to a terminal, whatever a model says', () => {
  const finding = findingsOf('handler-import')('a', 'fails (one\n  two\u001b[31m)', 'mend it');
  expect(findingLine(finding)).toBe('error    a: fails (one two?[31m); mend it  [handler-import]');
});

test('says once what is true of 214 labels', () => {
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

test('says once what was found twice', () => {
  const finding = findingsOf('handler-network')('a', 'connects to b', 'do not');
  expect(findingLines([finding, { ...finding }])).toHaveLength(1);
});
