import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { removeDirectory } from '../../../src/cloud/processes/remove-directory.ts';

const MODULE = new URL('../../../src/cloud/processes/remove-directory.ts', import.meta.url).href;

function tree(directories: number): string {
  const root = mkdtempSync(join(tmpdir(), 'pilotlight-remove-'));
  for (let at = 0; at < directories; at++)
    mkdirSync(join(root, `${at % 20}`, `${at}`, 'inner'), { recursive: true });
  return root;
}

test('a directory with read-only parts is deleted, and one that does not exist is no error', () => {
  const root = tree(1);
  chmodSync(join(root, '0'), 0o555);
  removeDirectory(root);
  expect(existsSync(root)).toBe(false);
  removeDirectory(root);
});

test('several processes may delete the same directory at the same time', async () => {
  const root = tree(2000);
  // One after the other, so that some still look while others delete. A process needs longer to start than to delete.
  const begin = Date.now() + 800;
  const all = [0, 15, 40].map(async (later) => {
    const program = `const { removeDirectory } = await import(${JSON.stringify(MODULE)});
      while (Date.now() < ${begin + later});
      removeDirectory(${JSON.stringify(root)});`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
    const [errors] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    return errors;
  });
  expect((await Promise.all(all)).join('')).toBe('');
  expect(existsSync(root)).toBe(false);
});
