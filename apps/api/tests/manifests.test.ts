import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadManifests } from '../src/manifests.ts';
import { manifest } from './manifest.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pilotlight-manifests-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

const fileOf = (model: string) => pathToFileURL(join(directory, `${model}.json`));

const write = (model: string, value: unknown) =>
  writeFileSync(fileOf(model), typeof value === 'string' ? value : JSON.stringify(value));

it('loads the manifest of each model', async () => {
  write('one', { ...manifest, name: 'one' });
  write('two', { ...manifest, name: 'two' });
  expect([...(await loadManifests(['one', 'two'], fileOf)).keys()]).toEqual(['one', 'two']);
});

it('reports all invalid manifests at once', async () => {
  write('broken', '{');
  write('bad', { ...manifest, name: 'bad', version: 'x' });
  write('named', manifest);
  const failure = await loadManifests(['broken', 'bad', 'named', 'missing'], fileOf).catch(String);
  expect(failure).toContain('broken.json');
  expect(failure).toContain('/version: is "x"');
  expect(failure).toContain('is the manifest of entailment, not of named');
  expect(failure).toContain('missing.json');
});
