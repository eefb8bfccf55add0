import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ArchiveError, readEntries } from '../../src/archive/read-entries.ts';
import { scratchFolder } from '../model-folder.ts';
import { tarFile } from './tar-file.ts';

async function refusal(bytes: Uint8Array): Promise<unknown> {
  const file = join(await scratchFolder(), 'model.tar.gz');
  await writeFile(file, bytes);
  return readEntries(file).catch((error: unknown) => error);
}

test('lists what the headers say, in order', async () => {
  const file = await tarFile([
    { path: './', type: 'Directory' },
    { path: './model.json', content: '{}', uid: 501, uname: 'ada', mode: 0o600 },
    { path: 'code/handler.mjs', content: 'x', uid: 7 },
    { path: 'link', type: 'SymbolicLink', linkpath: 'model.json' },
  ]);
  expect(await readEntries(file)).toEqual([
    { path: './', type: 'Directory', bytes: 0, mode: 0o755, owner: undefined },
    { path: './model.json', type: 'File', bytes: 2, mode: 0o600, owner: 'ada' },
    { path: 'code/handler.mjs', type: 'File', bytes: 1, mode: 0o644, owner: '7:0' },
    { path: 'link', type: 'SymbolicLink', bytes: 0, mode: 0o644, owner: undefined },
  ]);
});

test('refuses a truncated archive', async () => {
  const content = Buffer.from(Array.from({ length: 50_000 }, (_, index) => (index * 7919) % 251));
  const bytes = await readFile(await tarFile([{ path: 'model.onnx', content }]));
  const cut = await refusal(bytes.subarray(0, bytes.length / 2));
  expect(cut).toBeInstanceOf(ArchiveError);
  const shortTar = await refusal(gzipSync(gunzipSync(bytes).subarray(0, 20_000)));
  expect(shortTar).toBeInstanceOf(ArchiveError);
});

test('refuses a file that is not a gzip tar', async () => {
  const tar = gunzipSync(await readFile(await tarFile([{ path: 'model.json', content: '{}' }])));
  expect(await refusal(tar)).toMatchObject({
    message: 'is not compressed with gzip, and SageMaker unpacks nothing else',
  });
  expect(await refusal(Buffer.from(''))).toBeInstanceOf(ArchiveError);
  expect(await refusal(gzipSync('hello '.repeat(1000)))).toBeInstanceOf(ArchiveError);
  expect(await refusal(gzipSync(''))).toBeInstanceOf(ArchiveError);
});
