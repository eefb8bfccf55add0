import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkUnnamed, readFolder } from '../../src/folder/read-folder.ts';
import { type Files, manifest, modelFolder } from '../model-folder.ts';
import { rulesOf } from '../subject-of.ts';

const read = async (changes: Files) => readFolder(await modelFolder(changes));
const named = (...files: unknown[]) => JSON.stringify({ name: 'echo', files });

test('takes the manifest first, the weights and the named files, and nothing else', async () => {
  const { artefacts, findings } = await read({});
  expect(artefacts).toEqual(['model.json', 'model.onnx', 'tokenizer.json']);
  expect(findings).toEqual([]);
});

test.each<[string, Files, string[], string[]]>([
  [
    'a named file that is missing',
    { 'tokenizer.json': undefined },
    ['model.json', 'model.onnx'],
    ['files-field tokenizer.json'],
  ],
  [
    'a named file that is empty',
    { 'tokenizer.json': '' },
    ['model.json', 'model.onnx', 'tokenizer.json'],
    ['files-field tokenizer.json'],
  ],
  [
    'a named file elsewhere',
    { 'package.json': named('../secret') },
    ['model.json', 'model.onnx'],
    ['files-field package.json#/files'],
  ],
  [
    'files that are no list',
    { 'package.json': '{"files":"tokenizer.json"}' },
    ['model.json', 'model.onnx'],
    ['files-field package.json#/files'],
  ],
  [
    'no package.json',
    { 'package.json': undefined },
    ['model.json', 'model.onnx'],
    ['files-field package.json'],
  ],
  [
    'another name than the folder',
    { 'model.json': JSON.stringify({ ...manifest, name: 'other' }) },
    ['model.json', 'model.onnx', 'tokenizer.json'],
    ['folder-name model.json#/name'],
  ],
])('goes on after %s', async (_what, changes, artefacts, rules) => {
  const folder = await read(changes);
  expect(folder.artefacts).toEqual(artefacts);
  expect(rulesOf(folder.findings)).toEqual(rules);
});

test('warns of a file that the handler names, and of a large one', async () => {
  const directory = await modelFolder({ 'small.txt': 'x', 'data.txt': 'x', 'plot.png': 'x' });
  for (const name of ['weights.bin', 'plot.png', 'data.txt']) {
    await truncate(join(directory, name), 100_000).catch(() =>
      writeFile(join(directory, name), Buffer.alloc(100_000)),
    );
  }
  const folder = await readFolder(directory);
  expect(rulesOf(await checkUnnamed(folder)).sort()).toEqual(['file-unnamed weights.bin']);
  const handler = 'readFile(join(directory, "small.txt")); readFile("tokenizer.json");';
  const found = await checkUnnamed(folder, handler);
  expect(found.map(({ where, found }) => `${where} ${found}`).sort()).toEqual([
    'small.txt is not in the bundle, and the handler names it',
    'weights.bin is not in the bundle, and it has 0.10 MB',
  ]);
});
