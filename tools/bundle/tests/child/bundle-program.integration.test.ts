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
  const [one, other] = await Promise.all([bundled(), bundled()]);
  expect(other).toEqual(one);
  expect(one.program).not.toMatch('unfinished');
  expect(existsSync(one.program) && existsSync(one.preload)).toBe(true);
  // The runtime looks for its worker beside the program.
  expect((await readdir(dirname(one.program))).sort()).toEqual([
    'answer-examples.mjs',
    'import-handler.mjs',
    'preload.mjs',
    'worker.mjs',
  ]);
});
