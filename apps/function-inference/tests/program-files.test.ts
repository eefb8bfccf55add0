import { access, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { copyPackages } from '../scripts/copy-packages.ts';
import { installedPackages } from '../scripts/install-packages.ts';
import { lockedForLambda } from '../scripts/locked-for-lambda.ts';
import { scratch } from './support/bundle.ts';

const own = { name: 'function', version: '1.0.0' };
const root = join(import.meta.dirname, '../../..');

const ownLock = async () => JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));

test('the program without pictures has only ONNX Runtime', async () => {
  const { names } = lockedForLambda(await ownLock(), own, ['onnxruntime-node']);
  expect(names).toEqual(['onnxruntime-node']);
});

test('sharp comes with the files of Lambda’s platform, and of no other', async () => {
  const { names } = lockedForLambda(await ownLock(), own, ['onnxruntime-node', 'sharp']);
  expect(names).toEqual([
    '@img/colour',
    '@img/sharp-libvips-linux-x64',
    '@img/sharp-linux-x64',
    'detect-libc',
    'onnxruntime-node',
    'semver',
    'sharp',
  ]);
});

test('packages are copied without what a function never loads', async () => {
  const [from, to] = [await scratch(), join(await scratch(), 'node_modules')];
  const binding = 'onnxruntime-node/bin/napi-v6';
  const kept = [
    `${binding}/linux/x64/onnxruntime_binding.node`,
    'onnxruntime-node/package.json',
    '@img/sharp/lib/sharp.node',
    'sharp/dist/index.cjs',
    'sharp/LICENSE',
  ];
  const left = [
    `${binding}/linux/arm64/onnxruntime_binding.node`,
    `${binding}/win32/x64/onnxruntime.dll`,
    'onnxruntime-node/dist/index.js',
    'onnxruntime-node/script/install.js',
    'sharp/src/sharp.cc',
    '@img/sharp/lib/glib-2.0/include/glibconfig.h',
    'sharp/README.md',
    'sharp/dist/index.d.mts',
    'sharp/dist/index.cjs.map',
  ];
  for (const file of [...kept, ...left]) {
    await mkdir(join(from, dirname(file)), { recursive: true });
    await writeFile(join(from, file), '', { mode: 0o600 });
  }
  const names = ['onnxruntime-node', '@img/sharp', 'sharp'];
  await copyPackages(names, from, to);
  for (const file of kept) expect((await stat(join(to, file))).mode & 0o777).toBe(0o644);
  for (const file of left) await expect(access(join(to, file))).rejects.toThrow('ENOENT');
  expect((await stat(to)).mode & 0o777).toBe(0o755);
});

test('npm would find the lock complete: it lists the packages for other platforms, too', async () => {
  const { lock, packageJson } = lockedForLambda(await ownLock(), own, [
    'sharp',
    'onnxruntime-node',
  ]);
  const { optionalDependencies = {} } = lock.packages['node_modules/sharp'] ?? {};
  expect(Object.keys(optionalDependencies)).toContain('@img/sharp-darwin-arm64');
  for (const name of Object.keys(optionalDependencies)) {
    expect(lock.packages).toHaveProperty([`node_modules/${name}`]);
  }
  expect(Object.keys(packageJson.dependencies)).toEqual(['sharp', 'onnxruntime-node']);
});

test('uses the installed packages where they are those of Lambda’s platform', async () => {
  const locked = lockedForLambda(await ownLock(), own, ['onnxruntime-node']);
  const modules = await scratch();
  await mkdir(join(modules, 'onnxruntime-node'));
  expect(await installedPackages(locked, modules)).toBe(modules);
});
