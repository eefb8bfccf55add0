import { expect, test } from 'vitest';
import { logLevel } from '../../src/log/log-level.ts';

test.each([
  ['20', 'info'],
  ['10', 'debug'],
  ['25', 'info'],
  ['50', 'fatal'],
  ['0', 'trace'],
  ['WARNING', 'warn'],
  ['critical', 'fatal'],
  ['Info', 'info'],
  ['loud', undefined],
  ['', undefined],
  ['-10', undefined],
])('%s is %s', (given, level) => {
  expect(logLevel.of(given)).toBe(level);
});
