import { expect, test } from 'vitest';
import { SERVING_WAYS, type ServingMode } from '../../src/index.ts';

test('has each id and each name once', () => {
  const ids = SERVING_WAYS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(SERVING_WAYS.map(({ name }) => name)).size).toBe(ids.length);
});

test.each<[ServingMode, string[]]>([
  ['realtime', ['realtime', 'multi-model']],
  ['serverless', ['serverless']],
  ['async', ['async']],
  ['function', ['function-package', 'function-image', 'function-efs', 'function-s3']],
])('knows the ways of %s', (wanted, ids) => {
  expect(SERVING_WAYS.filter(({ mode }) => mode === wanted).map(({ id }) => id)).toEqual(ids);
});

test('lists machines from small to large', () => {
  for (const { machines } of SERVING_WAYS) {
    const sizes = machines.map(({ memoryBytes }) => memoryBytes);
    expect(sizes).toEqual([...sizes].sort((one, other) => one - other));
  }
});
