import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintBundle } from '../src/lint-bundle.ts';
import { bundleFolder, type Files, manifest } from './model-folder.ts';
import { rulesOf } from './subject-of.ts';

const lint = async (changes: Files = {}) => lintBundle(await bundleFolder(changes));

test('finds nothing in a correct bundle, and says where it can be served', async () => {
  const directory = await bundleFolder();
  const archive = join(directory, '..', 'model.tar.gz');
  await writeFile(archive, Buffer.alloc(300));
  const { findings, size, verdicts } = await lintBundle(directory, { archive });
  expect(findings).toEqual([]);
  expect(size).toEqual({
    onnxBytes: 121,
    otherBytes: JSON.stringify(manifest).length,
    archiveBytes: 300,
  });
  expect(verdicts.every(({ fits }) => fits)).toBe(true);
});

test('reports mistakes of all kinds at once', async () => {
  const properties = { x: { type: 'float' } };
  const input = { type: 'object', properties };
  const contentTypes = { input: ['audio/wav'] };
  const { findings } = await lint({
    'model.json': JSON.stringify({ ...manifest, input, contentTypes }),
    'model.onnx': { from: 'opset-27.onnx' },
    'code/handler.mjs': 'export function predict(a, b, c) {}\nexport const loadModels = 1;',
    '.env': 'KEY=1',
    '.DS_Store': 'x',
  });
  expect(rulesOf(findings)).toEqual([
    'file-secret .env',
    'file-stray .DS_Store',
    'schema-property model.json#/input/properties/x',
    'page-words model.json#/input/properties/x',
    'content-type model.json#/contentTypes/input',
    'onnx-opset model.onnx',
    'handler-export code/handler.mjs',
    'handler-arity code/handler.mjs',
  ]);
});

test('runs no examples of a bundle that cannot load', async () => {
  const { findings } = await lint({ 'model.onnx': { from: 'external.onnx' } });
  expect(rulesOf(findings)).toEqual(['onnx-external-data weights.bin']);
});

test('loads weights from beside the model', async () => {
  const { findings } = await lint({
    'model.onnx': { from: 'external.onnx' },
    'weights.bin': { from: 'weights.bin' },
  });
  expect(findings).toEqual([]);
});

test('accepts a table without a handler, as the runtime does', async () => {
  const number = { type: 'number', title: 'N', description: 'A number' };
  const table = {
    ...manifest,
    input: { type: 'object', properties: { a: number, b: number }, required: ['a', 'b'] },
    examples: [{ title: 'Sum', input: { a: 1, b: 2 } }],
  };
  const model = { 'model.onnx': { from: 'table.onnx' } };
  expect((await lint({ ...model, 'model.json': JSON.stringify(table) })).findings).toEqual([]);
  const text = { ...number, type: 'string' };
  const mixed = {
    ...table,
    input: { ...table.input, properties: { a: number, b: text } },
    examples: [{ title: 'Sum', input: { a: 1, b: 'two' } }],
  };
  const { findings } = await lint({ ...model, 'model.json': JSON.stringify(mixed) });
  expect(rulesOf(findings)).toEqual(['onnx-inputs model.onnx']);
});

test('checks no tensors and runs no examples when the handler could not be built', async () => {
  const properties = {
    a: { type: 'string', title: 'A', description: 'A text' },
    b: { type: 'null' },
  };
  const odd = {
    ...manifest,
    input: { type: 'object', properties },
    examples: [{ title: 'A', input: {} }],
  };
  const directory = await bundleFolder({ 'model.json': JSON.stringify(odd) });
  const tensors = async (incomplete: boolean) =>
    rulesOf((await lintBundle(directory, { incomplete })).findings).filter((rule) =>
      rule.endsWith('model.onnx'),
    );
  expect(await tensors(false)).toEqual(['onnx-inputs model.onnx']);
  expect(await tensors(true)).toEqual([]);
});

test('warns about each way of serving that the size rules out', async () => {
  const directory = await bundleFolder({ 'vocab.bin': '' });
  await truncate(join(directory, 'vocab.bin'), 6e9);
  const { findings } = await lintBundle(directory);
  const modes = findings.filter(({ rule }) => rule === 'serving-mode');
  expect(modes.map(({ severity, found }) => `${severity} ${found}`)).toEqual([
    'warning rules out serverless: it unpacks to 6000.00 MB, but its disk holds 5000.00 MB',
    'warning rules out function, in the package: it unpacks to 6000.00 MB, but its package holds 190.00 MB',
  ]);
});
