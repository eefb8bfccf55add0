import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readProject, readStackConfig } from '../src/project.ts';
import { loadProgram } from '../src/program.ts';
import { temporaryDirectory } from './support/directory.ts';

function project(files: Record<string, string> = {}) {
  const root = temporaryDirectory();
  mkdirSync(join(root, 'infra'));
  const all = {
    'Pulumi.yaml': 'name: fixture\nmain: infra/\nruntime: nodejs\n',
    'infra/package.json': '{ "type": "module", "main": "index.mjs" }',
    'infra/index.mjs': 'export default async () => ({ directory: process.cwd() });',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) writeFileSync(join(root, path), text);
  return root;
}

it("finds the program as Pulumi's Node host does, and runs it in its own directory", async () => {
  const root = project();
  const read = readProject(root);
  expect(read).toEqual({
    name: 'fixture',
    root,
    programDirectory: join(root, 'infra'),
    entry: join(root, 'infra/index.mjs'),
  });
  const before = process.cwd();
  const program = await loadProgram(read);
  expect(await program()).toEqual({ directory: join(root, 'infra') });
  expect(process.cwd()).toBe(before);
});

it('refuses a program that is not a function', async () => {
  const root = project({ 'infra/index.mjs': 'export const url = 1;' });
  await expect(loadProgram(readProject(root))).rejects.toThrow(/must export a function by default/);
});

it('passes configuration as the engine does: as text, lists as JSON, with a namespace', () => {
  const stack = 'config:\n  aws:region: here\n  idle: 2\n  models: [a, b]\n  on: true\n';
  const root = project({ 'Pulumi.local.yaml': stack });
  expect(readStackConfig(readProject(root), 'local')).toEqual({
    'aws:region': 'here',
    'fixture:idle': '2',
    'fixture:models': '["a","b"]',
    'fixture:on': 'true',
  });
});

it('says what it cannot read', () => {
  const root = project({ 'Pulumi.local.yaml': 'config:\n  key:\n    secure: v1:abc\n' });
  expect(() => readStackConfig(readProject(root), 'local')).toThrow(/key is a secret/);
  expect(() => readStackConfig(readProject(root), 'other')).toThrow(/there is no stack other/);
  const bare = project({ 'Pulumi.yaml': 'name: fixture\n' });
  expect(() => readProject(bare)).toThrow(/has no main/);
});
