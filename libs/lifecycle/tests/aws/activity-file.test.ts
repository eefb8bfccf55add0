import { mkdtempSync, rmSync, writeFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { activityFiles } from '../../src/aws/index.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pilotlight-test-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

it('is shared by the processes of the same table only', () => {
  activityFiles(directory, 'table').write('a', 1767225600000);
  expect(activityFiles(directory, 'table').read('a')).toBe(1767225600000);
  expect(activityFiles(directory, 'table').read('b')).toBeUndefined();
  expect(activityFiles(directory, 'other').read('a')).toBeUndefined();
});

it('is ignored when it does not contain a time', () => {
  activityFiles(directory, 'table').write('a', 1);
  const [file = ''] = readdirSync(directory);
  writeFileSync(join(directory, file), 'soon');
  expect(activityFiles(directory, 'table').read('a')).toBeUndefined();
});

it('causes no error when it cannot be written', () => {
  const notes = activityFiles(join(directory, 'missing'), 'table');
  notes.write('a', 1);
  expect(notes.read('a')).toBeUndefined();
});
