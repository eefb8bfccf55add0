import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export const APPS = join(import.meta.dirname, '../../..');

/** y = 2 x, with a handler that refuses 13 and fails on 666. */
const DOUBLE = join(APPS, 'inference/tests/fixtures/bundle');

/** A directory that is removed after the test. */
export async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'function-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

/** A copy of an unpacked bundle, removed after the test. */
export async function bundle(from = DOUBLE): Promise<string> {
  const directory = await scratch();
  await cp(from, directory, { recursive: true });
  return directory;
}

/** A bundle with another content of `file`, or without it. */
export async function brokenBundle(file: string, text: string | undefined): Promise<string> {
  const directory = await bundle();
  const path = join(directory, file);
  await (text === undefined ? rm(path) : writeFile(path, text));
  return directory;
}
