import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ModelManifest } from '@pilotlight/contracts';
import { onTestFinished } from 'vitest';
import type { FoundBundle } from '../../src/multi-model/find-bundle.ts';

const fixture = join(import.meta.dirname, '..', 'fixtures', 'bundle');

/** A directory that is removed after the test. */
export function scratch(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'inference-')));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** Copies the fixture's bundle to where SageMaker would unpack it. @returns that path */
export function unpack(root: string, name: string): string {
  const directory = join(root, name, 'model');
  cpSync(fixture, directory, { recursive: true });
  return directory;
}

/** A bundle without files, named after the directory that SageMaker would unpack it to. */
export function foundBundle(url: string, tuning: ModelManifest['tuning'] = undefined): FoundBundle {
  const name = dirname(url).split('/').at(-1) ?? '';
  const manifest = { name, ...(tuning && { tuning }) } as ModelManifest;
  return { bundle: { directory: url, manifest }, size: { onnxBytes: 800, otherBytes: 200 } };
}
