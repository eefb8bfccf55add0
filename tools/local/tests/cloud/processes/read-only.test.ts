import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../support/directory.ts';

const MODULE = join(import.meta.dirname, '../../../src/cloud/processes/read-only.ts');

/** Tries each way of writing, in a process of its own, in which `kept` is read-only. @returns the outcomes */
function attempts(directory: string, tries: string): Record<string, string> {
  const program = `
import { makeReadOnly } from ${JSON.stringify(MODULE)};
makeReadOnly('kept');
const fs = await import('node:fs');
const { createWriteStream } = fs;
const { writeFile, cp, rename, open, readFile } = await import('node:fs/promises');
const outcomes = {};
const attempt = async (name, run) => {
  outcomes[name] = await Promise.resolve().then(run).then(() => 'done', (error) => error.code);
};
${tries}
console.log(JSON.stringify(outcomes));`;
  const stdout = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: directory,
    encoding: 'utf8',
  });
  return JSON.parse(stdout) as Record<string, string>;
}

test('nothing is written below the directory, and everything beside it', () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'kept'));
  writeFileSync(join(directory, 'kept/file'), 'before');
  const outcomes = attempts(
    directory,
    `
await attempt('promise', () => writeFile('kept/file', 'after'));
await attempt('sync', () => fs.mkdirSync('kept/folder'));
await attempt('callback', () => new Promise((resolve, reject) =>
  fs.rm('kept/file', (error) => (error ? reject(error) : resolve()))));
await attempt('itself', () => fs.rmSync('kept', { recursive: true }));
await attempt('stream', () => new Promise((resolve, reject) =>
  createWriteStream('kept/stream').on('error', reject).on('open', resolve)));
await attempt('copy into', () => cp('package', 'kept/package'));
await attempt('move out', () => rename('kept/file', 'file'));
await attempt('read', () => readFile('kept/file'));
await attempt('open', async () => (await open('kept/file')).close());
await attempt('copy out', () => cp('kept/file', 'copy'));
await attempt('beside', () => writeFile('kept-beside', ''));`,
  );
  expect(outcomes).toEqual({
    promise: 'EROFS',
    sync: 'EROFS',
    callback: 'EROFS',
    itself: 'EROFS',
    stream: 'EROFS',
    'copy into': 'EROFS',
    'move out': 'EROFS',
    read: 'done',
    open: 'done',
    'copy out': 'done',
    beside: 'done',
  });
  expect(readFileSync(join(directory, 'kept/file'), 'utf8')).toBe('before');
});
