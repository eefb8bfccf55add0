import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import type { Tuning } from '@pilotlight/contracts';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const fixtures = join(import.meta.dirname, '..', 'fixtures');

/** A directory that is removed after the test. */
export function scratch(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'inference-hard-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** @returns the path of the bundle `fixtures/NAME`; do not change it */
export const fixture = (name: string): string => join(fixtures, name);

/** Copies the bundle `fixtures/NAME`, with `changes` to its files (undefined: removed). @returns the copy's path */
export function changed(
  name: string,
  changes: Readonly<Record<string, string | Uint8Array | undefined>>,
): string {
  const directory = join(scratch(), name);
  cpSync(fixture(name), directory, { recursive: true });
  for (const [file, content] of Object.entries(changes)) {
    const path = join(directory, file);
    if (content === undefined) rmSync(path, { recursive: true });
    else writeFileSync(path, content);
  }
  return directory;
}

/** The moody bundle with the plan `tuning`; undefined: the plan is measured. */
export function moodyServed(tuning: Tuning | undefined): string {
  const manifest: object = JSON.parse(readFileSync(join(fixture('moody'), 'model.json'), 'utf8'));
  return changed('moody', { 'model.json': JSON.stringify({ ...manifest, tuning }) });
}
