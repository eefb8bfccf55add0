import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { extract } from 'tar';
import type { HandlerContext } from './handler.ts';

const { Archive, Asset, AssetArchive, FileArchive, FileAsset, StringAsset } = pulumi.asset;

export const isArchive = (value: unknown): value is pulumi.asset.Archive =>
  Archive.isInstance(value);
export const isAsset = (value: unknown): value is pulumi.asset.Asset => Asset.isInstance(value);

/**
 * Unpacks an archive into a new directory: what a function would find in its zip.
 * @throws Error for a path that does not exist, a key that points outside the archive, and an unknown kind
 */
export async function unpackArchive(
  archive: pulumi.asset.Archive,
  context: HandlerContext,
): Promise<string> {
  const directory = await mkdtemp(join(context.scratchDirectory, 'archive-'));
  await unpackInto(archive, directory, context);
  return directory;
}

/**
 * The file that an asset stands for.
 * @throws Error for a path that does not exist, and for an unknown kind
 */
export async function assetFile(
  asset: pulumi.asset.Asset,
  context: HandlerContext,
): Promise<string> {
  if (asset instanceof FileAsset) {
    const file = resolve(context.programDirectory, await asset.path);
    if (!(await stat(file)).isFile()) throw new Error(`${file} is not a file`);
    return file;
  }
  if (asset instanceof StringAsset) {
    const file = join(await mkdtemp(join(context.scratchDirectory, 'asset-')), 'text');
    await writeFile(file, await asset.text);
    return file;
  }
  throw new Error(`the local cloud does not read a ${asset.constructor.name}`);
}

async function unpackInto(
  archive: pulumi.asset.Archive,
  directory: string,
  context: HandlerContext,
): Promise<void> {
  if (archive instanceof FileArchive) {
    const path = resolve(context.programDirectory, await archive.path);
    if ((await stat(path)).isDirectory()) return copy(path, directory);
    if (!/\.(tar|tar\.gz|tgz)$/.test(path)) {
      throw new Error(`the local cloud unpacks directories and tar files, not ${path}`);
    }
    await mkdir(directory, { recursive: true });
    return extract({ file: path, cwd: directory });
  }
  if (archive instanceof AssetArchive) {
    for (const [key, part] of Object.entries(await archive.assets)) {
      const target = inside(directory, key);
      if (isArchive(part)) await unpackInto(part, target, context);
      else await copy(await assetFile(part, context), target);
    }
    return;
  }
  throw new Error(`the local cloud does not read a ${archive.constructor.name}`);
}

function inside(directory: string, key: string): string {
  const target = resolve(directory, key);
  if (target === directory || target.startsWith(directory + sep)) return target;
  throw new Error(`the archive's key ${key} points outside the archive`);
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true, dereference: true });
}

/** A digest of a directory's files, their paths and their content; the same for the same tree on any machine. */
export async function directoryHash(directory: string): Promise<string> {
  const hash = createHash('sha256');
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.toSorted()) {
    const content = await readFile(path);
    hash.update(`${path.slice(directory.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** The size of a directory's files. */
export async function directoryBytes(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return sizes.reduce((total, size) => total + size, 0);
}
