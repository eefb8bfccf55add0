import { chmod, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { list } from 'tar';
import { expect, test } from 'vitest';
import { packModel } from '../src/pack-model.ts';
import { modelFolder } from './model-folder.ts';

const entries = ['model.json', 'code/handler.mjs', 'model.onnx', 'tokenizer.json'];

test('packs the manifest first, the handler, the weights and the named files, and nothing else', async () => {
  const { archive, files } = await packModel(await modelFolder());
  const found: string[] = [];
  await list({ file: archive, onReadEntry: (entry) => void found.push(entry.path) });
  expect(found).toEqual(entries);
  expect(files.map((file) => file.name)).toEqual(entries);
});

test('gives the same bytes from files of another time and mode', async () => {
  const [one, other] = [await modelFolder(), await modelFolder()];
  await utimes(join(other, 'model.onnx'), 0, 1_000_000);
  await chmod(join(other, 'model.onnx'), 0o600);
  const [first, second] = [await packModel(one), await packModel(other)];
  const bytes = await readFile(first.archive);
  expect(bytes.equals(await readFile(second.archive))).toBe(true);
  // RFC 1952: bytes 4 to 7 are the time, byte 9 the operating system (255: unknown).
  expect([...bytes.subarray(4, 8), bytes[9]]).toEqual([0, 0, 0, 0, 255]);
});

test('packs again over what an earlier run left', async () => {
  const directory = await modelFolder();
  const first = await readFile((await packModel(directory)).archive);
  const second = await readFile((await packModel(directory)).archive);
  expect(first.equals(second)).toBe(true);
});

test('bundles the handler into one module that runs alone', async () => {
  const { unpacked } = await packModel(await modelFolder());
  const url = pathToFileURL(join(unpacked, 'code', 'handler.mjs')).href;
  const handler = (await import(url)) as { predict(batch: number[]): Promise<number[]> };
  expect(await handler.predict([1, 2])).toEqual([2, 4]);
});

test.each<[string, Record<string, string | undefined>, RegExp]>([
  ['no model.onnx', { 'model.onnx': undefined }, /model\.onnx is missing: export the model/],
  ['an empty model.onnx', { 'model.onnx': '' }, /model\.onnx is empty/],
  ['no manifest', { 'model.json': undefined }, /model\.json is missing/],
  ['a manifest that is not JSON', { 'model.json': '{' }, /model\.json is not JSON/],
  [
    'a manifest that breaks the schema in several places',
    { 'model.json': '{"name":"Echo!"}' },
    /model\.json is not valid:(?=[^]*\/name)(?=[^]*version)/,
  ],
  ['a named file that is not there', { 'tokenizer.json': undefined }, /tokenizer\.json is missing/],
  [
    'a named file outside the folder',
    { 'package.json': '{"files":["../secret"]}' },
    /"files" in .*package\.json must be/,
  ],
  ['no handler', { 'src/handler.ts': undefined }, /handler\.ts is missing/],
  [
    'a handler without predict',
    { 'src/handler.ts': 'export const loadModel = 1;' },
    /exports loadModel, but a handler must export predict/,
  ],
  ['a handler that does not parse', { 'src/handler.ts': 'export (' }, /could not be bundled:/],
  [
    'a handler that takes ONNX Runtime along',
    { 'src/handler.ts': "import ort from 'onnxruntime-node';\nexport const predict = ort;" },
    /imports onnxruntime-node at run time: use "import type"/,
  ],
])('refuses %s', async (_name, changes, message) => {
  await expect(packModel(await modelFolder(changes))).rejects.toThrow(message);
});

test('refuses a model that is named otherwise than its folder', async () => {
  const model = await readFile(join(await modelFolder(), 'model.json'), 'utf8');
  const changed = { 'model.json': model.replace('"echo"', '"other"') };
  await expect(packModel(await modelFolder(changed))).rejects.toThrow(/called "echo"/);
});

test('lets a handler use the types of ONNX Runtime', async () => {
  const source =
    "import type { Tensor } from 'onnxruntime-node';\nexport const predict = (t: Tensor[]) => t;";
  const { files } = await packModel(await modelFolder({ 'src/handler.ts': source }));
  expect(files).toHaveLength(4);
});
