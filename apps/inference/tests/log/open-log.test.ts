import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';

const module = JSON.stringify(join(inject('programs'), 'open-log.mjs'));

/** The stdout lines of a program that runs `code` with a log. */
function linesOf(code: string, level = 'info') {
  const program = `import { openLog } from ${module};
    const log = openLog('${level}'); const { logger } = log; ${code}`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program]);
  const lines = String(stdout).trim().split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test.each([
  ['ends', ''],
  ['exits', 'process.exit(0)'],
  ['crashes', 'throw new Error("crash")'],
  ['rejects', 'await Promise.reject(new Error("crash"))'],
])('writes every line, in order, when the program %s', (_name, end) => {
  const lines = linesOf(
    `logger.info({ a: 1 }, 'one'); log.write('{"two":2}'); logger.info('three'); ${end}`,
  );
  expect(lines).toEqual([
    { level: 30, time: expect.any(Number) as number, a: 1, msg: 'one' },
    { two: 2 },
    { level: 30, time: expect.any(Number) as number, msg: 'three' },
  ]);
});

test('writes a warning, and all lines before it, even if the process is killed right after', () => {
  const code = `logger.info('one'); logger.warn('two'); logger.info('three'); process.kill(process.pid, 'SIGKILL')`;
  expect(linesOf(code).map(({ msg }) => msg)).toEqual(['one', 'two']);
});

test('respects the log level', () => {
  expect(linesOf(`logger.info('one'); logger.warn('two')`, 'warn').map(({ msg }) => msg)).toEqual([
    'two',
  ]);
});
