import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { readOnnx } from '../../src/onnx/read-onnx.ts';
import { separateWeights } from '../../src/onnx/separate-weights.ts';
import { fixture, scratchFolder } from '../model-folder.ts';
import { layerModel } from './layer.ts';

async function written(bytes: Uint8Array): Promise<string> {
  const path = join(await scratchFolder(), 'model.onnx');
  await writeFile(path, bytes);
  return path;
}

/** The bits of the answer to one input. */
async function answer(path: string): Promise<Buffer> {
  const session = await ort.InferenceSession.create(path);
  const x = Float32Array.from({ length: 16 }, (_, at) => at / 16);
  const { y } = await session.run({ x: new ort.Tensor('float32', x, [1, 16]) });
  const { buffer, byteOffset, byteLength } = y?.data as Float32Array;
  return Buffer.from(buffer, byteOffset, byteLength);
}

test('the weights are in a file of their own, and the answer has the same bits', async () => {
  const path = await written(layerModel());
  const before = await answer(path);
  expect(separateWeights(path)).toBe(true);
  expect((await stat(path)).size).toBeLessThan(1000);
  // Each begins at a page, and small weights stay in the model.
  expect((await stat(`${path}.data`)).size).toBe(8192 + 16_000);
  expect(readOnnx(path)).toMatchObject({ externalFiles: new Map([['model.onnx.data', 24_192]]) });
  expect((await answer(path)).equals(before)).toBe(true);
  // Broken weights break the answer: they are really read from there.
  await writeFile(`${path}.data`, new Uint8Array(24_192));
  expect((await answer(path)).equals(before)).toBe(false);
});

test('a model that keeps its weights elsewhere, or has none that are large, stays as it is', async () => {
  for (const name of ['external', 'double']) {
    const path = await written(await readFile(fixture(`${name}.onnx`)));
    const before = await readFile(path);
    expect(separateWeights(path)).toBe(false);
    expect((await readFile(path)).equals(before)).toBe(true);
    expect(await readdir(join(path, '..'))).toEqual(['model.onnx']);
  }
});

test('a broken file stays as it is', async () => {
  const path = await written(layerModel().subarray(0, 5000));
  const before = await readFile(path);
  expect(() => separateWeights(path)).toThrow('is truncated');
  expect((await readFile(path)).equals(before)).toBe(true);
});

test('doing it twice changes nothing', async () => {
  const path = await written(layerModel());
  separateWeights(path);
  await copyFile(path, `${path}.once`);
  expect(separateWeights(path)).toBe(false);
  expect((await readFile(path)).equals(await readFile(`${path}.once`))).toBe(true);
});
