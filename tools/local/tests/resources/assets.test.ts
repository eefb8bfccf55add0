import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { create } from 'tar';
import { describe, expect, it } from 'vitest';
import { assetFile, directoryHash, unpackArchive } from '../../src/resources/assets.ts';
import { recordingContext } from '../support/context.ts';
import { temporaryDirectory } from '../support/directory.ts';

const { AssetArchive, FileArchive, FileAsset, RemoteArchive, StringAsset } = pulumi.asset;

function program() {
  const { context } = recordingContext();
  const { programDirectory } = context;
  mkdirSync(join(programDirectory, 'page/assets'), { recursive: true });
  writeFileSync(join(programDirectory, 'index.mjs'), 'export {};');
  writeFileSync(join(programDirectory, 'page/index.html'), '<!doctype html>');
  writeFileSync(join(programDirectory, 'page/assets/a.js'), 'a');
  return context;
}

describe('unpackArchive', () => {
  it('lays out files, texts and directories by their keys', async () => {
    const archive = new AssetArchive({
      'index.mjs': new FileAsset('index.mjs'),
      'models/a.json': new StringAsset('{}'),
      public: new FileArchive('page'),
      nested: new AssetArchive({ 'empty.txt': new StringAsset('') }),
    });
    const directory = await unpackArchive(archive, program());
    const text = (path: string) => readFileSync(join(directory, path), 'utf8');
    expect(text('index.mjs')).toBe('export {};');
    expect(text('models/a.json')).toBe('{}');
    expect(text('public/index.html')).toBe('<!doctype html>');
    expect(text('public/assets/a.js')).toBe('a');
    expect(text('nested/empty.txt')).toBe('');
  });

  it('unpacks a directory and a tar file at the root', async () => {
    const context = program();
    const { programDirectory: cwd } = context;
    await create({ cwd, gzip: true, file: join(cwd, 'page.tar.gz') }, ['page/index.html']);
    const fromTar = await unpackArchive(new FileArchive('page.tar.gz'), context);
    expect(readFileSync(join(fromTar, 'page/index.html'), 'utf8')).toBe('<!doctype html>');
    const fromDirectory = await unpackArchive(new FileArchive('page'), context);
    expect(readFileSync(join(fromDirectory, 'index.html'), 'utf8')).toBe('<!doctype html>');
  });

  it('refuses a key outside the archive, a missing file and an unknown kind', async () => {
    const context = program();
    const refusals: [pulumi.asset.Archive, RegExp][] = [
      [new AssetArchive({ '../out': new StringAsset('') }), /\.\.\/out points outside the archive/],
      [new AssetArchive({ a: new FileAsset('absent.mjs') }), /absent\.mjs/],
      [new AssetArchive({ a: new FileAsset('page') }), /page is not a file/],
      [new FileArchive('index.mjs'), /directories and tar files, not .*index\.mjs/],
      [new RemoteArchive('https://example.com/a.zip'), /does not read a RemoteArchive/],
    ];
    for (const [archive, message] of refusals) {
      await expect(unpackArchive(archive, context)).rejects.toThrow(message);
    }
  });
});

it('writes a text asset to its own file', async () => {
  const file = await assetFile(new StringAsset('text'), program());
  expect(readFileSync(file, 'utf8')).toBe('text');
});

describe('directoryHash', () => {
  function tree(files: Record<string, string>): string {
    const directory = temporaryDirectory();
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(directory, path, '..'), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    return directory;
  }

  it('is the same for the same tree, and differs for other content, paths or file boundaries', async () => {
    const hash = await directoryHash(tree({ 'a.txt': 'one', 'b/c.txt': 'two' }));
    expect(await directoryHash(tree({ 'b/c.txt': 'two', 'a.txt': 'one' }))).toBe(hash);
    expect(await directoryHash(tree({ 'a.txt': 'one', 'b/c.txt': 'too' }))).not.toBe(hash);
    expect(await directoryHash(tree({ 'a.txt': 'one', 'b/d.txt': 'two' }))).not.toBe(hash);
    expect(await directoryHash(tree({ 'a.txt': 'oneb/c.txt', 'b/c.txt': 'two' }))).not.toBe(hash);
  });
});
