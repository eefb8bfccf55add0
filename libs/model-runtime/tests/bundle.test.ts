import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BundleError, isFile, openBundle } from '../src/bundle.ts';
import { bundleFolder, manifest } from './bundle-folder.ts';

test('opens a complete bundle', async () => {
  const directory = await bundleFolder('double');
  expect(await openBundle(directory)).toEqual({ directory, manifest });
});

test.each<[string, Record<string, string | undefined>, RegExp]>([
  [
    'no model.onnx',
    { 'model.onnx': undefined },
    /^the model directory \S+ has no model\.onnx; it must contain an unpacked model\.tar\.gz with model\.json and model\.onnx$/,
  ],
  [
    'two files missing',
    { 'model.onnx': undefined, 'model.json': undefined },
    /has no model\.json and no model\.onnx/,
  ],
  ['a truncated manifest', { 'model.json': '{"name":' }, /model\.json is not JSON/],
  [
    'a manifest that violates the schema in two places',
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

test('does not treat an unreadable file as absent', async () => {
  const directory = await bundleFolder('double');
  // A name too long for any file system gives an error other than "not found", also for root.
  const unreadable = join(directory, 'x'.repeat(300));
  await expect(isFile(unreadable)).rejects.toThrow(/cannot be read: ENAMETOOLONG/);
  expect(await isFile(join(directory, 'nothing'))).toBe(false);
  expect(await isFile(join(directory, 'model.json', 'inside'))).toBe(false);
  expect(await isFile(join(directory, 'code'))).toBe(false);
  expect(await isFile(join(directory, 'model.json'))).toBe(true);
});
