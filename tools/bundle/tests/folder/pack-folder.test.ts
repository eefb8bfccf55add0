import { chmod, cp, readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { list } from 'tar';
import { expect, test } from 'vitest';
import { BundleError } from '../../src/bundle-error.ts';
import { packFolder } from '../../src/folder/pack-folder.ts';
import { manifest, modelFolder, scratchFolder } from '../model-folder.ts';
import { layerModel } from '../onnx/layer.ts';
import { rulesOf } from '../subject-of.ts';

const pack = (directory: string) => packFolder(directory, join(directory, 'dist'));

async function packed(directory: string): Promise<Buffer> {
  const { archive, findings } = await pack(directory);
  expect(findings).toEqual([]);
  return readFile(archive ?? 'no archive');
}

test('packs the manifest first, the handler, the weights and what else the model needs', async () => {
  const entries = ['model.json', 'code/handler.mjs', 'model.onnx', 'tokenizer.json'];
  const { archive = '', files, findings } = await pack(await modelFolder());
  expect(findings).toEqual([]);
  const found: [string, number | undefined][] = [];
  await list({
    file: archive,
    onReadEntry: ({ path, mtime }) => void found.push([path, mtime?.getTime()]),
  });
  expect(found).toEqual(entries.map((name) => [name, 0]));
  expect(files.map((file) => file.name)).toEqual(entries);
  expect(files.find(({ name }) => name === 'model.onnx')?.bytes).toBe(121);
});

test('leaves code/ out where there is no handler', async () => {
  const { unpacked, files, findings } = await pack(
    await modelFolder({ 'src/handler.ts': undefined, 'src/double.ts': undefined }),
  );
  expect(findings).toEqual([]);
  expect(files.map(({ name }) => name)).toEqual(['model.json', 'model.onnx', 'tokenizer.json']);
  expect(await readdir(unpacked)).not.toContain('code');
});

test('gives the same bytes in another folder, with other times and modes, under another umask', async () => {
  const one = await modelFolder();
  const other = join(await scratchFolder(), 'far', 'away', 'echo');
  // The files of the copy are also created in another order.
  for (const name of (await readdir(one)).sort().reverse()) {
    await cp(join(one, name), join(other, name), { recursive: true });
  }
  const before = await packed(one);
  await utimes(join(other, 'model.onnx'), 0, 1_000_000);
  for (const name of ['model.onnx', 'model.json', 'src/handler.ts']) {
    await chmod(join(other, name), 0o600);
  }
  const umask = process.umask(0o077);
  try {
    expect((await packed(other)).equals(before)).toBe(true);
  } finally {
    process.umask(umask);
  }
  // RFC 1952: bytes 4 to 7 are the time, byte 9 the operating system (255: unknown).
  expect([...before.subarray(4, 8), before[9]]).toEqual([0, 0, 0, 0, 255]);
});

test('gives other bytes for another model', async () => {
  const other = { 'model.json': JSON.stringify({ ...manifest, version: '1.0.1' }) };
  const [one, two] = [await packed(await modelFolder()), await packed(await modelFolder(other))];
  expect(one.equals(two)).toBe(false);
});

test('replaces the output of an earlier run', async () => {
  const directory = await modelFolder();
  const first = await packed(directory);
  await rename(join(directory, 'dist', 'model.tar.gz'), join(directory, 'dist', 'old.tar.gz'));
  expect(first.equals(await packed(directory))).toBe(true);
  expect((await readdir(join(directory, 'dist'))).sort()).toEqual(['bundle', 'model.tar.gz']);
});

test('packs into another target without changing the folder', async () => {
  const [directory, target] = [await modelFolder(), join(await scratchFolder(), 'new')];
  const { archive } = await packFolder(directory, target);
  expect(archive && dirname(archive)).toBe(target);
  expect(await readdir(directory)).not.toContain('dist');
});

test('packs the handler when the folder is a relative path, and writes only into the target', async () => {
  const directory = await modelFolder();
  const before = process.cwd();
  // As with `node src/main.ts ../../libs/models/NAME` in tools/bundle: the handler used to be left out without an
  // error.
  process.chdir(await scratchFolder());
  try {
    const path = relative(process.cwd(), directory);
    const { files, findings } = await packFolder(path, join(path, 'dist'));
    expect(findings).toEqual([]);
    expect(files.map(({ name }) => name)).toContain('code/handler.mjs');
    expect(await readdir('.')).toEqual([]);
  } finally {
    process.chdir(before);
  }
  const made = await readdir(directory, { recursive: true });
  expect(made.filter((path) => path.endsWith('handler.mjs'))).toEqual([
    'dist/bundle/code/handler.mjs',
  ]);
});

test('packs files in subfolders, and a handler beside model.json', async () => {
  const { archive = '', findings } = await pack(
    await modelFolder({
      'src/handler.ts': undefined,
      'src/double.ts': undefined,
      'handler.js': 'export const predict = (batch) => batch.map(({ x }) => ({ y: x }));',
      'words/en/list.txt': 'a b',
    }),
  );
  expect(findings).toEqual([]);
  const found: string[] = [];
  await list({ file: archive, onReadEntry: ({ path }) => void found.push(path) });
  expect(found).toEqual([
    'model.json',
    'code/handler.mjs',
    'model.onnx',
    'tokenizer.json',
    'words/en/list.txt',
  ]);
});

test('packs the parts of an incomplete model, and says what is wrong', async () => {
  const { files, findings, incomplete } = await pack(
    await modelFolder({
      'model.json': undefined,
      'tokenizer.json': undefined,
      'src/handler.ts': 'export (',
    }),
  );
  expect(files.map(({ name }) => name)).toEqual(['model.onnx']);
  expect(rulesOf(findings)).toEqual(['handler-build src/handler.ts#L1']);
  expect(incomplete).toBe(true);
});

test('packs nothing of an empty folder', async () => {
  const { archive, files } = await pack(await scratchFolder());
  expect([archive, files]).toEqual([undefined, []]);
});

test('refuses a path that is not a folder', async () => {
  const directory = await modelFolder();
  await expect(pack(join(directory, 'model.json'))).rejects.toThrow(BundleError);
  await expect(pack(join(directory, 'nowhere'))).rejects.toThrow(BundleError);
});

test('packs the weights of a large model as a file of their own', async () => {
  const directory = await modelFolder({ 'src/handler.ts': undefined, 'src/double.ts': undefined });
  await writeFile(join(directory, 'model.onnx'), layerModel());
  const sizes = async (limits?: { separatedBytes: number }) => {
    const { files, unpacked } = await packFolder(directory, join(directory, 'dist'), limits);
    const data = files.find(({ name }) => name === 'model.onnx.data');
    if (data) expect((await stat(join(unpacked, data.name))).size).toBe(data.bytes);
    return files.map(({ name, bytes }) => (name === 'model.onnx.data' ? [name, bytes] : name));
  };
  const usual = ['model.json', 'model.onnx', 'tokenizer.json'];
  expect(await sizes()).toEqual(usual);
  const data = ['model.onnx.data', 24_192];
  expect(await sizes({ separatedBytes: 20_000 })).toEqual([usual[0], usual[1], data, usual[2]]);
  // One that is broken is reported by the lint.
  await writeFile(join(directory, 'model.onnx'), layerModel().subarray(0, 21_000));
  expect(await sizes({ separatedBytes: 20_000 })).toEqual(usual);
});
