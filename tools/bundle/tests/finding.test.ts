import { expect, test } from 'vitest';
import { findingLine, findingsOf, isError } from '../src/finding.ts';

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
