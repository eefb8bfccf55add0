import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleFolder } from './model-folder.ts';

const main = join(import.meta.dirname, '..', 'src', 'main.ts');

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

test('ends with the exit code of the command, and does not show what a handler prints', async () => {
  const handler = `console.log('noise'); console.error('noise');
    export function predict(batch) { console.log('noise'); return batch.map(() => ({ y: 'x' })); }`;
  const { code, stdout, stderr } = await run(
    'lint',
    await bundleFolder({ 'code/handler.mjs': handler }),
  );
  expect(code).toBe(1);
  expect(stdout).toMatch(/^ {2}real-time +fits {2}ml\.t2\.medium: /m);
  expect(stdout).not.toMatch('noise');
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(
      /^error {4}model\.json#\/examples\/0: .* \/y is a string.*\[example-answer\]$/,
    ),
    'bundle: 1 error',
    '',
  ]);
});
