import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFolder } from '../../src/folder/read-folder.ts';
import { manifest, modelFolder } from '../model-folder.ts';
import { rulesOf } from '../subject-of.ts';

test('lists the manifest first, then the weights and other files, at any depth', async () => {
  const { artefacts, leftOut, findings } = await readFolder(
    await modelFolder({
      'model.onnx.data': 'x',
      'vocab/en/words.txt': 'x',
      'images/logo.png': 'x',
      'a.json': '{}',
    }),
  );
  expect(artefacts).toEqual([
    'model.json',
    'a.json',
    'images/logo.png',
    'model.onnx',
    'model.onnx.data',
    'tokenizer.json',
    'vocab/en/words.txt',
  ]);
  expect(leftOut).toEqual(['README.md']);
  expect(findings).toEqual([]);
});

test('leaves out sources, documents, settings of tools, hidden files and build output', async () => {
  const { artefacts, leftOut } = await readFolder(
    await modelFolder({
      '.env': 'x',
      '.git/config': 'x',
      'dist/model.tar.gz': 'x',
      'node_modules/a/index.js': 'x',
      'package.json': '{}',
      'tsconfig.json': '{}',
      'vitest.config.ts': 'x',
      'export.py': 'x',
      'card.PNG': 'x',
    }),
  );
  expect(artefacts).toEqual(['model.json', 'model.onnx', 'tokenizer.json']);
  expect(leftOut).toEqual(
    [
      'README.md',
      'card.PNG',
      'export.py',
      'package.json',
      'tsconfig.json',
      'vitest.config.ts',
    ].sort(),
  );
});

test('follows a link to a file, and refuses any other link', async () => {
  const directory = await modelFolder();
  await symlink(join(directory, 'tokenizer.json'), join(directory, 'words.json'));
  await symlink(join(directory, 'src'), join(directory, 'more'));
  await symlink('/no/such/file', join(directory, 'lost.bin'));
  const { artefacts, findings } = await readFolder(directory);
  expect(artefacts).toContain('words.json');
  expect(rulesOf(findings).sort()).toEqual(['file-link lost.bin', 'file-link more']);
});

test('requires the folder to have the name of the model', async () => {
  const changes = { 'model.json': JSON.stringify({ ...manifest, name: 'other' }) };
  const { findings } = await readFolder(await modelFolder(changes));
  expect(rulesOf(findings)).toEqual(['folder-name model.json#/name']);
});
