import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEntries } from '../../src/archive/read-entries.ts';
import { unpackArchive } from '../../src/archive/unpack-archive.ts';
import { scratchFolder } from '../model-folder.ts';
import { type TarEntry, tarFile } from './tar-file.ts';

async function unpacked(entries: readonly TarEntry[]): Promise<string> {
  const file = await tarFile(entries);
  const directory = await scratchFolder();
  await unpackArchive(file, await readEntries(file), directory);
  return directory;
}

test('unpacks only regular files inside the root, and makes them readable', async () => {
  const directory = await unpacked([
    { path: 'model.json', content: '{}', mode: 0o000 },
    { path: 'code/', type: 'Directory', mode: 0o000 },
    { path: 'code/handler.mjs', content: 'x' },
    { path: '../outside', content: 'x' },
    { path: 'C:\\outside', content: 'x' },
    { path: '/absolute', content: 'x' },
    { path: 'link', type: 'SymbolicLink', linkpath: '/etc/passwd' },
    { path: 'link/inside', content: 'x' },
    { path: 'hard', type: 'Link', linkpath: 'model.json' },
  ]);
  const found = await readdir(directory, { recursive: true });
  expect(found.sort()).toEqual(['code', 'code/handler.mjs', 'link', 'link/inside', 'model.json']);
  expect((await stat(join(directory, 'link'))).isDirectory()).toBe(true);
  expect((await stat(join(directory, 'model.json'))).mode & 0o777).toBe(0o644);
});

test('unpacks without the directory that wraps everything', async () => {
  const directory = await unpacked([
    { path: 'libs/echo/model.json', content: '{}' },
    { path: 'libs/echo/code/handler.mjs', content: 'x' },
  ]);
  expect(await readFile(join(directory, 'code', 'handler.mjs'), 'utf8')).toBe('x');
});
