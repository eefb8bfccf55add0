import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { SERVER_LIMITS } from '../../src/limits.ts';
import { LineWriter } from '../../src/log/line-writer.ts';

const { logDelayMilliseconds, logWriteBytes, logBacklogBytes } = SERVER_LIMITS;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'inference-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

function open(path: string, flags: string | number): number {
  const fd = openSync(path, flags);
  onTestFinished(() => closeSync(fd));
  return fd;
}

test('writes a single line after a short delay', () => {
  const path = join(scratch(), 'log');
  const writer = new LineWriter(open(path, 'w'));
  writer.write('one\n');
  vi.advanceTimersByTime(logDelayMilliseconds - 1);
  expect(readFileSync(path, 'utf8')).toBe('');
  vi.advanceTimersByTime(1);
  expect(readFileSync(path, 'utf8')).toBe('one\n');
  expect(vi.getTimerCount()).toBe(0);
});

test('writes at once when enough lines wait, and everything on flush', () => {
  const path = join(scratch(), 'log');
  const writer = new LineWriter(open(path, 'w'));
  const long = `${'é'.repeat(logWriteBytes)}\n`;
  writer.write(long);
  expect(readFileSync(path, 'utf8')).toBe(long);
  writer.write('two\n');
  writer.flush();
  expect(readFileSync(path, 'utf8')).toBe(`${long}two\n`);
});

/** A pipe that refuses writes when it is full, as in some containers. */
function pipe(): { reader: number; writer: number } {
  const path = join(scratch(), 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  return { reader, writer: open(path, constants.O_WRONLY | constants.O_NONBLOCK) };
}

test('loses nothing and does not block when a pipe is full', () => {
  const { reader, writer } = pipe();
  const lines = new LineWriter(writer);
  const sent = Array.from({ length: 20_000 }, (_, index) => `line ${index} äöü\n`).join('');
  for (let at = 0; at < sent.length; at += 10_000) lines.write(sent.slice(at, at + 10_000));

  const parts: Buffer[] = [];
  const chunk = Buffer.alloc(1 << 20);
  for (let turn = 0; turn < 100; turn++) {
    try {
      parts.push(Buffer.from(chunk.subarray(0, readSync(reader, chunk))));
    } catch {
      // EAGAIN: the pipe is empty at the moment.
    }
    vi.advanceTimersByTime(logDelayMilliseconds);
  }
  expect(Buffer.concat(parts).toString()).toBe(sent);
});

test('drops lines instead of growing when nobody reads', () => {
  const { writer } = pipe();
  const lines = new LineWriter(writer);
  const line = `${'x'.repeat(1 << 20)}\n`;
  for (let count = 0; count < (4 * logBacklogBytes) / line.length; count++) lines.write(line);
  const backlog = lines.waitingBytes;
  expect(backlog).toBeGreaterThan(logBacklogBytes / 2);
  expect(backlog).toBeLessThan(logBacklogBytes + 2 * line.length);
});

test('continues when the reader is gone', () => {
  const path = join(scratch(), 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const lines = new LineWriter(open(path, constants.O_WRONLY | constants.O_NONBLOCK));
  closeSync(reader);
  lines.write('one\n');
  lines.flush();
  lines.write('two\n');
  expect(vi.getTimerCount()).toBe(0);
});
