import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { otherFormat } from '../../src/onnx/other-format.ts';
import { fixture, scratchFolder } from '../model-folder.ts';

test.each([
  ['version https://git-lfs.github.com/spec/v1\noid sha256:00', /git lfs pull/],
  ['PK\x03\x04rest', /\.pt files/],
  ['\x1f\x8brest', /gzip/],
  ['<!DOCTYPE html>', /HTML/],
  ['\x40\x01\0\0\0\0\0\0{"weight":', /safetensors/],
  ['\x1c\0\0\0TFL3', /TensorFlow Lite/],
])('recognises %j', async (start, format) => {
  const path = join(await scratchFolder(), 'file');
  await writeFile(path, start, 'latin1');
  expect(otherFormat(path)).toMatch(format);
});

test('takes ONNX for no other format', () => {
  for (const name of ['double.onnx', 'odd.onnx', 'external.onnx']) {
    expect(otherFormat(fixture(name))).toBeUndefined();
  }
});
