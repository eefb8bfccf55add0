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

it('is read by another process of the same table, and by no other', () => {
  activityFiles(directory, 'table').write('a', 1767225600000);
  expect(activityFiles(directory, 'table').read('a')).toBe(1767225600000);
  expect(activityFiles(directory, 'table').read('b')).toBeUndefined();
  expect(activityFiles(directory, 'other').read('a')).toBeUndefined();
});

it('that is no time is as good as none', () => {
  activityFiles(directory, 'table').write('a', 1);
  const [file = ''] = readdirSync(directory);
  writeFileSync(join(directory, file), 'soon');
  expect(activityFiles(directory, 'table').read('a')).toBeUndefined();
});

it('does no harm where nothing can be written', () => {
  const notes = activityFiles(join(directory, 'missing'), 'table');
  notes.write('a', 1);
  expect(notes.read('a')).toBeUndefined();
});
