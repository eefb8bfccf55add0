import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packModel } from '../src/pack-model.ts';
import { type Files, manifest, modelFolder } from './model-folder.ts';
import { rulesOf } from './subject-of.ts';

test('packs a model into its dist, and says where it can be served', async () => {
  const directory = await modelFolder();
  const { archive = '', findings, verdicts, size } = await packModel(directory);
  expect(findings).toEqual([]);
  expect(archive).toBe(join(directory, 'dist', 'model.tar.gz'));
  expect(size.archiveBytes).toBe((await stat(archive)).size);
  expect(verdicts.every(({ fits }) => fits)).toBe(true);
});

test.each<[string, Files, string[]]>([
  ['no model.onnx', { 'model.onnx': undefined }, ['file-missing model.onnx']],
  ['an empty model.onnx', { 'model.onnx': '' }, ['file-missing model.onnx']],
  ['no manifest', { 'model.json': undefined }, ['file-missing model.json']],
  [
    'a handler that does not parse',
    { 'src/handler.ts': 'export (' },
    ['handler-build src/handler.ts#L1'],
  ],
  [
    'a handler without any hook',
    { 'src/handler.ts': 'export const prediction = 1;' },
    ['handler-export code/handler.mjs', 'handler-export code/handler.mjs'],
  ],
  [
    'an example that does not match the schema',
    { 'model.json': JSON.stringify({ ...manifest, examples: [{ title: 'No', input: {} }] }) },
    ['example-input model.json#/examples/0/input/x'],
  ],
])('leaves no archive for a model with %s', async (_name, changes, rules) => {
  const directory = await modelFolder(changes);
  const { archive, findings } = await packModel(directory);
  expect(rulesOf(findings)).toEqual(rules);
  expect(archive).toBeUndefined();
  await expect(stat(join(directory, 'dist', 'model.tar.gz'))).rejects.toThrow('ENOENT');
});

test('packs a model that has only warnings', async () => {
  const wordless = { ...manifest, description: '' };
  const directory = await modelFolder({ 'model.json': JSON.stringify(wordless) });
  const { archive, findings } = await packModel(directory);
  expect(rulesOf(findings)).toEqual(['page-words model.json#/description']);
  expect(archive).toBe(join(directory, 'dist', 'model.tar.gz'));
});
