import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, test } from 'vitest';

const run = promisify(execFile);
const here = import.meta.dirname;

/** A leak of one worker per cycle would be more than ten times as much. */
const DRIFT_MEBIBYTES = 24;

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

test('frees the memory of a model that is loaded and unloaded many times', async () => {
  const script = join(inject('programs'), 'cycle-models.mjs');
  const bundle = join(here, '..', 'fixtures', 'bundle');
  const { stdout } = await run(process.execPath, [script, bundle, '30']);
  const mebibytes = stdout.trim().split('\n').map(Number);
  expect(mebibytes).toHaveLength(30);
  const [early, late] = [median(mebibytes.slice(5, 10)), median(mebibytes.slice(-5))];
  expect(late - early).toBeLessThan(DRIFT_MEBIBYTES);
}, 120_000);
