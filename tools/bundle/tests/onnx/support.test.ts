import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { InferenceSession } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { ONNX_SUPPORT } from '../../src/onnx/support.ts';
import { fixture } from '../model-folder.ts';

const load = (name: string) => InferenceSession.create(fixture(name), { logSeverityLevel: 4 });

test('is for the installed version', async () => {
  const path = createRequire(import.meta.url).resolve('onnxruntime-node/package.json');
  const { version } = JSON.parse(await readFile(path, 'utf8')) as { version: string };
  expect(`onnxruntime-node ${version}`).toMatch(new RegExp(`^${ONNX_SUPPORT.runtime}\\.\\d+$`));
});

test('has the newest opsets and IR version that ONNX Runtime supports', async () => {
  expect(ONNX_SUPPORT.irVersion).toBe(13);
  expect(ONNX_SUPPORT.opsets.get('')).toBe(26);
  expect(ONNX_SUPPORT.opsets.get('ai.onnx.ml')).toBe(5);
  await expect(load('newest.onnx')).resolves.toBeDefined();
});

test.each([
  ['opset-27.onnx', /domain ai\.onnx is till opset 26/],
  ['ml-6.onnx', /domain ai\.onnx\.ml is till opset 5/],
  ['ir-14.onnx', /max supported IR version: 13/],
  ['brain.onnx', /Unsupported data type: 16/],
  ['custom.onnx', /my\.words:Stem\(-1\) is not a registered function/],
])('ONNX Runtime refuses %s', async (name, message) => {
  await expect(load(name)).rejects.toThrow(message);
});

test('ONNX Runtime supports the functions of a model', async () => {
  await expect(load('function.onnx')).resolves.toBeDefined();
});
