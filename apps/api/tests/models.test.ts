import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { deployedModel } from '@pilotlight/lifecycle/testing';
import { loadModels } from '../src/models.ts';
import { manifestOf } from './manifest.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pilotlight-models-'));
});

afterEach(() => rmSync(directory, { recursive: true }));

const fileOf = ({ name }: { name: string }) => pathToFileURL(join(directory, `${name}.json`));

const write = (name: string, value: unknown) =>
  writeFileSync(fileOf({ name }), typeof value === 'string' ? value : JSON.stringify(value));

const load = (...names: string[]) =>
  loadModels(
    names.map((name) => deployedModel(name)),
    fileOf,
  );

it('loads the manifest of each model, and keeps how the model is deployed', async () => {
  write('one', manifestOf('one'));
  write('two', manifestOf('two'));
  expect([...(await load('one', 'two'))]).toEqual([
    ['one', { deployed: deployedModel('one'), manifest: manifestOf('one') }],
    ['two', { deployed: deployedModel('two'), manifest: manifestOf('two') }],
  ]);
});

it('reports all invalid manifests at once', async () => {
  write('broken', '{');
  write('bad', { ...manifestOf('bad'), version: 'x' });
  write('named', manifestOf('other'));
  const failure = await load('broken', 'bad', 'named', 'missing').catch(String);
  expect(failure).toContain('broken.json');
  expect(failure).toContain('/version: is "x"');
  expect(failure).toContain('is the manifest of other, not of named');
  expect(failure).toContain('missing.json');
});
