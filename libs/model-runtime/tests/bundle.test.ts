import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BundleError, isFile, openBundle } from '../src/bundle.ts';
import { bundleFolder, manifest } from './bundle-folder.ts';

test('opens a whole bundle', async () => {
  const directory = await bundleFolder('double');
  expect(await openBundle(directory)).toEqual({ directory, manifest });
});

test.each<[string, Record<string, string | undefined>, RegExp]>([
  [
    'no model.onnx',
    { 'model.onnx': undefined },
    /^the model directory \S+ has no model\.onnx; an unpacked model\.tar\.gz with model\.json, .* is wanted there$/,
  ],
  [
    'two files missing',
    { 'model.onnx': undefined, 'model.json': undefined },
    /has no model\.json and no model\.onnx/,
  ],
  ['a manifest that is cut off', { 'model.json': '{"name":' }, /model\.json is not JSON/],
  [
    'a manifest that breaks the schema in two places',
    { 'model.json': JSON.stringify({ ...manifest, version: 1, license: undefined }) },
    /model\.json is not valid:(?=[^]*license)(?=[^]*version)/,
  ],
])('refuses %s', async (_name, changes, message) => {
  const opening = openBundle(await bundleFolder('double', changes));
  await expect(opening).rejects.toThrow(BundleError);
  await expect(opening).rejects.toThrow(message);
});

test('refuses a directory that does not exist', async () => {
  await expect(openBundle('/nowhere')).rejects.toThrow(
    'the model directory /nowhere has no model.json and no model.onnx',
  );
});

test('does not take for absent what it may not look at', async () => {
  const directory = await bundleFolder('double');
  // A name longer than any file system has: an error other than that it is not there, also for root.
  const unreadable = join(directory, 'x'.repeat(300));
  await expect(isFile(unreadable)).rejects.toThrow(/cannot be read: ENAMETOOLONG/);
  expect(await isFile(join(directory, 'nothing'))).toBe(false);
  expect(await isFile(join(directory, 'model.json', 'inside'))).toBe(false);
  expect(await isFile(join(directory, 'code'))).toBe(false);
  expect(await isFile(join(directory, 'model.json'))).toBe(true);
});
