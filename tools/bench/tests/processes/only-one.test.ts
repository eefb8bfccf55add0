import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onlyOne } from '../../src/processes/only-one.ts';

let directory: string;
let mark: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bench-'));
  mark = join(directory, 'running');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('onlyOne', () => {
  it('writes a lock file for this process', () => {
    onlyOne(mark);
    expect(readFileSync(mark, 'utf8')).toBe(String(process.pid));
  });

  it('refuses while another process has the lock, and names it', () => {
    writeFileSync(mark, String(process.ppid));
    expect(() => onlyOne(mark)).toThrow(`process ${process.ppid} is already measuring`);
    expect(readFileSync(mark, 'utf8')).toBe(String(process.ppid));
  });

  it('takes over the lock of a process that no longer exists', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(mark, String(pid));
    onlyOne(mark);
    expect(readFileSync(mark, 'utf8')).toBe(String(process.pid));
  });
});
