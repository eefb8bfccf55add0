import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

// npm runs install scripts according to this field of the lock. (A setting in .npmrc made npm 11 warn on each command.)
// An upgrade of onnxruntime-node adds the field again: delete it.
test('npm does not run the install script of onnxruntime-node, which downloads CUDA libraries', async () => {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  expect(lock.packages['node_modules/onnxruntime-node']).toHaveProperty('version');
  expect(lock.packages['node_modules/onnxruntime-node']).not.toHaveProperty('hasInstallScript');
});

test('npm finds no unknown setting in .npmrc', async () => {
  const names = (await readFile(join(root, '.npmrc'), 'utf8')).match(/^[^=\n]+/gm);
  expect(names).toEqual(['fund', 'audit', 'omit-lockfile-registry-resolved']);
});

test('npm 10, which comes with Node 20, finds the optional peer of vite in the lock', async () => {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const path = Object.keys(lock.packages).find((each) => each.endsWith('node_modules/vite'));
  expect(lock.packages[path ?? ''].peerDependencies).toMatchObject({ yaml: '^2.4.2' });
  expect(lock.packages['node_modules/yaml'].version).toMatch(/^2\./);
});
