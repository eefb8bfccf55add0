import { expect, test } from 'vitest';
import { pruneLock } from '../src/prune-lock.ts';

const lock = {
  lockfileVersion: 3,
  packages: {
    '': { version: '0.1.0', dependencies: { native: '*', web: '*' } },
    'node_modules/native': { version: '1.2.3', dependencies: { common: '^2.0.0', deep: '1' } },
    'node_modules/native/node_modules/common': { version: '2.0.0' },
    'node_modules/common': { version: '1.0.0' },
    'node_modules/deep': { version: '1.0.0', optionalDependencies: { common: '1', absent: '1' } },
    'node_modules/web': { version: '9.0.0' },
  },
};
const own = { name: 'app', version: '0.1.0' };

test('keeps the requested packages and their dependencies, at the locked versions', () => {
  const pruned = pruneLock(lock, own, ['native']);
  expect(pruned.packageJson).toEqual({ ...own, type: 'module', dependencies: { native: '1.2.3' } });
  expect(Object.keys(pruned.lock.packages)).toEqual([
    '',
    'node_modules/common',
    'node_modules/deep',
    'node_modules/native',
    'node_modules/native/node_modules/common',
  ]);
});

test('keeps packages for other platforms, with the fields by which npm skips them', () => {
  const foreign = { version: '1.0.0', os: ['darwin'], cpu: ['arm64'], libc: ['musl'] };
  const image = { version: '1.0.0', optionalDependencies: { foreign: '1.0.0' } };
  const packages = { 'node_modules/image': image, 'node_modules/foreign': foreign };
  const pruned = pruneLock({ lockfileVersion: 3, packages }, own, ['image']);
  expect(pruned.lock.packages).toMatchObject(packages);
});

test('leaves out the dependencies of install scripts, and their dependencies', () => {
  const pruned = pruneLock(lock, own, ['native'], ['deep']);
  expect(pruned.lock.packages).toEqual({
    '': { ...own, dependencies: { native: '1.2.3' } },
    'node_modules/native': { version: '1.2.3', dependencies: { common: '^2.0.0' } },
    'node_modules/native/node_modules/common': { version: '2.0.0' },
  });
});

test('reports a package to leave out that nothing depends on', () => {
  expect(() => pruneLock(lock, own, ['native'], ['web'])).toThrow(
    'no installed package depends on web',
  );
});

test('reports a package that is not locked', () => {
  expect(() => pruneLock(lock, own, ['gone'])).toThrow(
    'package-lock.json has no node_modules/gone',
  );
});
