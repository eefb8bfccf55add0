import { expect, test } from 'vitest';
import { MemoryBudget } from '../../src/multi-model/memory-budget.ts';

const MEBIBYTE = 1024 * 1024;

test('counts used and reserved memory', () => {
  let used = 30 * MEBIBYTE;
  const memory = new MemoryBudget({ limitBytes: () => 100 * MEBIBYTE, usedBytes: () => used });
  const giveBack = memory.reserve(40 * MEBIBYTE);
  expect(() => memory.reserve(31 * MEBIBYTE)).toThrow(
    'There is not enough memory for the model: it needs about 31 MiB, and 30 MiB are free',
  );
  const other = memory.reserve(30 * MEBIBYTE);
  giveBack();
  other();
  used = 101 * MEBIBYTE;
  expect(() => memory.reserve(1)).toThrow(/0 MiB are free/);
});

test('refuses with the code that makes SageMaker unload other models', () => {
  const memory = new MemoryBudget({ limitBytes: () => 0, usedBytes: () => 0 });
  expect(() => memory.reserve(1)).toThrow(
    expect.objectContaining({ code: 'memory_short', status: 507 }) as Error,
  );
});

test("uses the container's actual memory", () => {
  const memory = new MemoryBudget();
  memory.reserve(1024)();
  expect(() => memory.reserve(2 ** 50)).toThrow(/memory/);
});
