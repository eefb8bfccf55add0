import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

test('by default the bundle is in the package, and one thread runs it', () => {
  expect(readConfig({}, 8)).toEqual({
    modelDirectory: '/var/task/model',
    markerRequired: false,
    threads: 1,
  });
  expect(readConfig({ LAMBDA_TASK_ROOT: '/srv/code' }, 8).modelDirectory).toBe('/srv/code/model');
});

test.each([
  [128, 8, 1],
  [1769, 8, 1],
  [2048, 8, 1],
  [3072, 8, 2],
  [10_240, 8, 6],
  [10_240, 2, 2],
])('%i MB on %i processors: %i threads', (memory, processors, threads) => {
  const environment = { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory) };
  expect(readConfig(environment, processors).threads).toBe(threads);
});

test('reads where the bundle is copied to', () => {
  const environment = { MODEL_DIRECTORY: '/mnt/model/abc', MODEL_MARKER: 'required' };
  expect(readConfig(environment)).toMatchObject({
    modelDirectory: '/mnt/model/abc',
    markerRequired: true,
  });
});

test('lists all invalid values', () => {
  const environment = {
    MODEL_DIRECTORY: ' ',
    MODEL_MARKER: 'yes',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: 'much',
  };
  expect(() => readConfig(environment)).toThrow(
    'the environment is not valid: MODEL_DIRECTORY is empty; must be the folder of an unpacked bundle; ' +
      'MODEL_MARKER is "yes"; must be "required" or absent; ' +
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE is "much"; must be a number of megabytes',
  );
});
