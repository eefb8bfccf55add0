import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openBundle } from '../../src/bundle.ts';
import { heapMegabytes, layouts, mostWorkers } from '../../src/plan/layouts.ts';
import { RUNTIME_LIMITS } from '../../src/limits.ts';
import { bundleFolder } from '../bundle-folder.ts';

const shapes = (...found: Parameters<typeof layouts>) =>
  layouts(...found).map(({ workers, threadsPerWorker }) => `${workers}x${threadsPerWorker}`);

test.each<[string, Parameters<typeof layouts>, string[]]>([
  ['one processor', [1, 99, {}], ['1x1']],
  ['two processors', [2, 99, {}], ['2x1', '1x2']],
  ['sixteen processors', [16, 99, {}], ['16x1', '1x16', '4x4']],
  ['room for one worker only', [4, 1, {}], ['1x4']],
  ['room for three workers of four', [4, 3, {}], ['3x1', '1x4', '2x2']],
  ['a given number of workers', [4, 99, { workers: 2 }], ['2x2']],
  ['more workers than processors', [2, 1, { workers: 5 }], ['5x1']],
  ['a given number of threads', [4, 99, { threadsPerWorker: 2 }], ['2x2']],
  ['all as it is given', [4, 99, { workers: 3, threadsPerWorker: 7 }], ['3x7']],
])('tries, for %s', (_name, given, expected) => {
  expect(shapes(...given)).toEqual(expected);
});

test('has as many workers as fit into the memory, and at least one', async () => {
  const bundle = await openBundle(await bundleFolder('double'));
  const memory = vi.spyOn(process, 'constrainedMemory');
  // 409.6 MiB may be used: 150 for the container, 50 for each worker of a tiny model.
  memory.mockReturnValue(512 * 1024 * 1024);
  expect(await mostWorkers(bundle)).toBe(5);
  // The files beside model.onnx are in the memory of each worker too.
  await writeFile(join(bundle.directory, 'vocabulary.bin'), Buffer.alloc(20 * 1024 * 1024));
  expect(await mostWorkers(bundle)).toBe(3);
  memory.mockReturnValue(1024);
  expect(await mostWorkers(bundle)).toBe(1);
  memory.mockRestore();
});

test("limits each worker's heap to its share of the memory", () => {
  const memory = vi.spyOn(process, 'constrainedMemory');
  memory.mockReturnValue(2 * 1024 ** 3);
  expect(heapMegabytes(4)).toBe(409);
  expect(heapMegabytes(16)).toBe(RUNTIME_LIMITS.workerHeapMegabytes.least);
  memory.mockReturnValue(4 * 1024 ** 3);
  expect(heapMegabytes(1)).toBe(RUNTIME_LIMITS.workerHeapMegabytes.most);
  memory.mockRestore();
});
