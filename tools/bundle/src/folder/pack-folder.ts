import { chmod, copyFile, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { create } from 'tar';
import { BundleError } from '../bundle-error.ts';
import { type Finding, isError } from '../finding.ts';
import { HANDLER, MANIFEST } from '../names.ts';
import { bundleHandler } from './bundle-handler.ts';
import { checkUnnamed, readFolder } from './read-folder.ts';

export interface PackedFolder {
  /** `model.tar.gz` in the target; undefined when there is nothing at all to pack. */
  readonly archive: string | undefined;
  /** `bundle/` in the target, the same files unpacked. */
  readonly unpacked: string;
  /** In the archive's order. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** What is wrong with the folder; with what was packed something else may be wrong. */
  readonly findings: readonly Finding[];
  /** The handler could not be bundled, and is left out. */
  readonly incomplete: boolean;
}

/**
 * Packs what there is of the model in `directory` into `target`, which is emptied first. The same files give the same
 * bytes, on any machine and at any time.
 * @throws BundleError when there is no such folder
 */
export async function packFolder(directory: string, target: string): Promise<PackedFolder> {
  const root = resolve(directory);
  if (!(await stat(root).catch(() => undefined))?.isDirectory()) {
    throw new BundleError(`${root} is no folder; the folder of one model is wanted`);
  }
  const folder = await readFolder(root);
  const unpacked = join(target, 'bundle');
  const archive = join(target, 'model.tar.gz');
  await rm(target, { recursive: true, force: true });
  await mkdir(unpacked, { recursive: true });

  for (const name of folder.artefacts) await copyFile(join(root, name), join(unpacked, name));
  const handler = join(unpacked, HANDLER);
  const built = await bundleHandler(root, handler);
  const source = await readFile(handler, 'utf8').catch(() => undefined);
  const names = inOrder([...folder.artefacts, ...(source === undefined ? [] : [HANDLER])]);
  if (names.length > 0) await writeArchive(unpacked, names, archive);

  const files = names.map(async (name) => ({
    name,
    bytes: (await stat(join(unpacked, name))).size,
  }));
  return {
    archive: names.length > 0 ? archive : undefined,
    unpacked,
    files: await Promise.all(files),
    findings: [...folder.findings, ...built, ...(await checkUnnamed(folder, source))],
    incomplete: built.some(isError),
  };
}

/** model.json stays the first entry, so that a reader of the archive meets the description before the weights. */
function inOrder(names: readonly string[]): string[] {
  const others = names.filter((name) => name !== MANIFEST).sort();
  return names.includes(MANIFEST) ? [MANIFEST, ...others] : others;
}

async function writeArchive(cwd: string, names: readonly string[], file: string): Promise<void> {
  for (const name of names) await chmod(join(cwd, name), 0o644);
  // `portable` leaves out owners, and the machine's mark in the gzip header.
  await create({ cwd, file, gzip: true, portable: true, mtime: new Date(0) }, [...names]);
}
