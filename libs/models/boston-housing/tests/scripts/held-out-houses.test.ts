import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readHeldOut } from '../../scripts/held-out-houses.ts';

const folder = mkdtempSync(join(tmpdir(), 'houses-'));
const path = join(folder, 'boston.csv');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const read = (lines: readonly string[], inputs: readonly string[]) => {
  writeFileSync(path, lines.join('\n'));
  return readHeldOut(path, inputs);
};

describe('readHeldOut', () => {
  it('gives every fifth row, with the inputs in the given order', () => {
    const rows = Array.from({ length: 11 }, (_, index) => `"${index}",${index * 10},${index + 20}`);
    expect(read(['"rm","tax","medv"', ...rows], ['tax', 'rm'])).toEqual({
      csv: 'tax,rm\n40,4\n90,9',
      prices: [24, 29],
    });
  });

  it.each([
    ['a column is missing', ['rm,tax', '1,2'], 'has no column age, medv'],
    ['there are too few rows', ['rm,age,medv', '6,40,20'], 'has 1 rows; must have at least 5'],
  ])('says when %s', (_what, lines, message) => {
    expect(() => read(lines, ['rm', 'age'])).toThrow(message);
  });
});
