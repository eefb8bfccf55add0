import { expect, test } from 'vitest';
import {
  estimateLine,
  memoryBytes,
  modelsInMemory,
  startSeconds,
} from '../../src/serving/estimate.ts';

const size = { onnxBytes: 100e6, otherBytes: 10e6, archiveBytes: 60e6 };
const MIB = 2 ** 20;

test('counts one copy of the model per worker', () => {
  const worker = 50 * MIB + 200e6 + 11e6;
  expect(memoryBytes(size, 1)).toBeCloseTo(150 * MIB + worker);
  expect(memoryBytes(size, 3)).toBeCloseTo(150 * MIB + 3 * worker);
  expect(modelsInMemory(size, 150 * MIB + 4.5 * worker)).toBe(4);
});

test('counts the archive for the download, and the unpacked size for the loading', () => {
  expect(startSeconds(size)).toBeCloseTo(2 + 1.1);
  expect(startSeconds({ ...size, archiveBytes: undefined })).toBeCloseTo(110 / 30 + 1.1);
});

test('shows its calculation', () => {
  expect(estimateLine(size)).toBe(
    'memory: 150 MiB + workers x (50 MiB + 2 x 96 MiB of model.onnx + 1.1 x 10 MiB of other files); ' +
      'start: about 4 s to download and load',
  );
});
