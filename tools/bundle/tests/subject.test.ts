import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSubject } from '../src/subject.ts';
import { bundleFolder, type Files, manifest } from './model-folder.ts';
import { rulesOf } from './subject-of.ts';

const read = async (changes: Files) => readSubject(await bundleFolder(changes));

test('reads a bundle', async () => {
  const subject = await read({ 'code/handler.mjs': 'export {};', 'vocab/a.txt': 'x' });
  expect([...subject.files.keys()]).toEqual([
    'code/handler.mjs',
    'model.json',
    'model.onnx',
    'vocab/a.txt',
  ]);
  expect(subject.files.get('vocab/a.txt')).toBe(1);
  expect(subject.manifest).toEqual(manifest);
  expect(subject.onnx?.irVersion).toBe(8);
  expect(subject.handler).toBe('export {};');
  expect(subject.findings).toEqual([]);
});

test.each<[string, Files, string[]]>([
  [
    'nothing',
    { 'model.json': undefined, 'model.onnx': undefined, a: '' },
    ['file-missing model.json', 'file-missing model.onnx'],
  ],
  [
    'empty files',
    { 'model.json': '', 'model.onnx': '' },
    ['file-missing model.json', 'file-missing model.onnx'],
  ],
  ['a manifest that is not JSON', { 'model.json': '{' }, ['manifest model.json']],
  [
    'a manifest that breaks the schema in several places',
    { 'model.json': JSON.stringify({ ...manifest, name: 'Echo!', version: '1' }) },
    ['manifest model.json#/name', 'manifest model.json#/version'],
  ],
  ['a model that is not ONNX', { 'model.onnx': 'weights' }, ['onnx-unreadable model.onnx']],
  ['a zip', { 'model.onnx': 'PK\x03\x04' }, ['onnx-unreadable model.onnx']],
])('says what is wrong with %s', async (_what, changes, rules) => {
  const { findings } = await read(changes);
  expect(rulesOf(findings)).toEqual(rules);
});

test('says what was found in a manifest and what it must be', async () => {
  const { findings } = await read({ 'model.json': JSON.stringify({ ...manifest, name: 'Echo!' }) });
  expect(findings).toMatchObject([
    { found: 'is "Echo!"', wanted: expect.stringContaining('must be a string that matches') },
  ]);
});

test.each([{ workers: 1, maxBatch: 1 }, {}])(
  'says that the key for workers and batches is called tuning now (%j)',
  async (serving) => {
    const { findings } = await read({ 'model.json': JSON.stringify({ ...manifest, serving }) });
    expect(findings).toEqual([
      {
        rule: 'manifest',
        severity: 'error',
        where: 'model.json#/serving',
        found: 'is called tuning now, and would be ignored',
        wanted: 'rename the key to "tuning"',
      },
    ]);
    const { findings: renamed } = await read({
      'model.json': JSON.stringify({ ...manifest, tuning: serving }),
    });
    expect(renamed).toEqual([]);
  },
);

test('does not follow links', async () => {
  const directory = await bundleFolder();
  await symlink('/etc/passwd', join(directory, 'vocab.txt'));
  const { files, findings } = await readSubject(directory);
  expect(files.has('vocab.txt')).toBe(false);
  expect(rulesOf(findings)).toEqual(['file-link vocab.txt']);
});
