import { expect, test } from 'vitest';
import {
  containerMemoryBytes,
  modelMemoryBytes,
  startSeconds,
  workersInMemory,
} from '../../src/index.ts';

const size = { onnxBytes: 100e6, otherBytes: 10e6, archiveBytes: 60e6 };
const MIB = 2 ** 20;
const worker = 50 * MIB + 200e6 + 11e6;

test('counts one copy of the model per worker', () => {
  expect(containerMemoryBytes(size, 1)).toBeCloseTo(150 * MIB + worker);
  expect(containerMemoryBytes(size, 3)).toBeCloseTo(150 * MIB + 3 * worker);
  expect(modelMemoryBytes(size, 3)).toBeCloseTo(3 * worker);
});

test('fits workers into four fifths of the memory', () => {
  expect(workersInMemory(size, (150 * MIB + 4.5 * worker) / 0.8)).toBe(4);
  expect(workersInMemory(size, (150 * MIB + 0.9 * worker) / 0.8)).toBe(0);
  expect(workersInMemory(size, 0)).toBe(0);
});

test('counts the archive for the download, and the unpacked size for the loading', () => {
  expect(startSeconds(size)).toBeCloseTo(2 + 1.1);
  expect(startSeconds({ ...size, archiveBytes: undefined })).toBeCloseTo(110 / 30 + 1.1);
});
