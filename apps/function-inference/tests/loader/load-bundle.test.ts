import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLoader } from '../../src/loader/create-loader.ts';

const HASH = 'a'.repeat(64);
const REQUEST = {
  ...{ files: 'load', model: 'unicorn', hash: HASH, bucket: 'models', program: 'program' },
  key: 'functions/efs/unicorn/b.tar.gz',
};

describe('the loader', () => {
  let root: string;
  let fetched: string[];
  const mount = () => join(root, 'mount');
  const folder = () => join(mount(), 'unicorn', HASH);
  /** Runs the loader. @param fetch what it gets instead of the object */
  const load = (request: object = REQUEST, fetch = () => createReadStream(join(root, 'bundle'))) =>
    createLoader({
      mount: mount(),
      programs: join(root, 'package'),
      fetch: (bucket, key) => {
        fetched.push(`${bucket}/${key}`);
        return Promise.resolve(fetch());
      },
      log: () => undefined,
    })(request);
  const tree = async () =>
    (await readdir(mount(), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(mount().length + 1))
      .sort();

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'pilotlight-loader-'));
    fetched = [];
    await mkdir(join(root, 'source/code'), { recursive: true });
    await writeFile(join(root, 'source/model.json'), '{}');
    await writeFile(join(root, 'source/code/handler.mjs'), '// a handler');
    await create({ cwd: join(root, 'source'), file: join(root, 'bundle'), gzip: true }, [
      'model.json',
      'code/handler.mjs',
    ]);
    await mkdir(join(root, 'package/program/node_modules'), { recursive: true });
    await writeFile(join(root, 'package/program/index.mjs'), '// the program');
    await writeFile(join(root, 'package/program/node_modules/native.node'), 'native');
    await mkdir(mount());
  });
  afterEach(() => rm(root, { recursive: true }));

  const COMPLETE = ['.complete', 'code/handler.mjs', 'model.json'].concat(
    ...['program/index.mjs', 'program/node_modules/native.node'],
  );

  test('copies the bundle and its program into the folder of their hash, with a marker', async () => {
    expect(await load()).toEqual({ folder: folder(), copied: true });
    expect(await tree()).toEqual(COMPLETE.map((file) => `unicorn/${HASH}/${file}`));
    expect(fetched).toEqual(['models/functions/efs/unicorn/b.tar.gz']);
    expect(await readFile(join(folder(), 'program/node_modules/native.node'), 'utf8')).toBe(
      'native',
    );
  });

  test('copies nothing twice', async () => {
    await load();
    expect(await load()).toEqual({ folder: folder(), copied: false });
    expect(fetched).toHaveLength(1);
  });

  test('copies a folder without a marker again, from scratch', async () => {
    await mkdir(folder(), { recursive: true });
    await writeFile(join(folder(), 'left-over'), '');
    await load();
    expect(await tree()).toEqual(COMPLETE.map((file) => `unicorn/${HASH}/${file}`));
  });

  test('leaves no folder of this name behind when it fails', async () => {
    const broken = () => createReadStream(join(root, 'source/model.json'));
    await writeFile(join(root, 'source/model.json'), 'x'.repeat(2000));
    await expect(load(REQUEST, broken)).rejects.toThrow();
    expect((await tree()).filter((file) => file.startsWith(`unicorn/${HASH}/`))).toEqual([]);
    await load();
    expect(await tree()).toEqual(
      expect.arrayContaining(COMPLETE.map((file) => `unicorn/${HASH}/${file}`)),
    );
  });

  test('does it once when two ask at the same time', async () => {
    const done = await Promise.all([load(), load()]);
    expect(done.map((one) => (one as { copied: boolean }).copied).sort()).toEqual([false, true]);
    expect(await tree()).toEqual(COMPLETE.map((file) => `unicorn/${HASH}/${file}`));
  });

  test('uses a folder again that was marked as unused', async () => {
    await load();
    await writeFile(join(folder(), '.unused'), '');
    await load();
    expect(await tree()).not.toContain(`unicorn/${HASH}/.unused`);
  });

  test('refuses a request that is not valid, and a program that its package does not have', async () => {
    await expect(load({ ...REQUEST, hash: '../elsewhere' })).rejects.toThrow('hash');
    await expect(load({ ...REQUEST, program: 'another' })).rejects.toThrow(
      "the loader's package has no folder another",
    );
    expect(await tree()).toEqual([]);
  });
});
