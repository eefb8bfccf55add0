import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test, vi } from 'vitest';

const program = new URL('../../src/child/answer-examples.ts', import.meta.url);

/** As another process would: with nothing remembered. */
async function bundled() {
  vi.resetModules();
  const { bundleProgram } = await import('../../src/child/bundle-program.ts');
  return bundleProgram(program);
}

test('stores the same files once, even for processes that bundle at the same time', async () => {
  const [one, ...others] = await Promise.all([bundled(), bundled(), bundled()]);
  expect(others).toEqual([one, one]);
  expect(one.program).not.toMatch('unfinished');
  expect(existsSync(one.program) && existsSync(one.preload)).toBe(true);
});

test('stores the worker of the runtime beside the program, where the runtime looks for it', async () => {
  const { program } = await bundled();
  expect((await readdir(dirname(program))).sort()).toEqual([
    'preload.mjs',
    'program.mjs',
    'worker.mjs',
  ]);
});
