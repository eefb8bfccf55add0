import { chmod, copyFile, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { create } from 'tar';
import { BundleError } from '../bundle-error.ts';
import { type Finding, isError } from '../finding.ts';
import { PACK_LIMITS } from '../limits.ts';
import { HANDLER, MANIFEST, MODEL } from '../names.ts';
import { ProtoError } from '../onnx/proto-file.ts';
import { separateWeights } from '../onnx/separate-weights.ts';
import { bundleHandler } from './bundle-handler.ts';
import { checkLeftOut } from './check-left-out.ts';
import { findHandler } from './find-handler.ts';
import { readFolder } from './read-folder.ts';

export interface PackedFolder {
  /** `model.tar.gz` in the target; undefined when there is nothing at all to pack. */
  readonly archive: string | undefined;
  /** `bundle/` in the target, the same files unpacked. */
  readonly unpacked: string;
  /** In the archive's order. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** What is wrong with the folder. The packed files are not checked here. */
  readonly findings: readonly Finding[];
  /** The source map of the packed handler. */
  readonly handlerMap: string | undefined;
  /** Whether there is a handler that could not be packed. */
  readonly incomplete: boolean;
}

/**
 * Packs the model in `directory`, even if parts are missing, into `target`, which is emptied first. The same files give
 * the same bytes, on any machine and at any time.
 * @param limits for tests
 * @throws BundleError when there is no such folder
 */
export async function packFolder(
  directory: string,
  target: string,
  { separatedBytes }: { readonly separatedBytes: number } = PACK_LIMITS,
): Promise<PackedFolder> {
  const root = resolve(directory);
  if (!(await stat(root).catch(() => undefined))?.isDirectory()) {
    throw new BundleError(`${root} is not a folder; must be the folder of one model`);
  }
  const folder = await readFolder(root);
  const handler = await findHandler(root);
  const unpacked = resolve(target, 'bundle');
  const archive = resolve(target, 'model.tar.gz');
  await rm(target, { recursive: true, force: true });
  await mkdir(unpacked, { recursive: true });

  for (const name of folder.artefacts) {
    await mkdir(dirname(join(unpacked, name)), { recursive: true });
    await copyFile(join(root, name), join(unpacked, name));
  }
  const artefacts = [
    ...folder.artefacts,
    ...(await largeWeights(folder.artefacts, unpacked, separatedBytes)),
  ];
  const { source } = handler;
  const built = source === undefined ? undefined : await bundleHandler(root, source);
  if (built?.code !== undefined) {
    await mkdir(dirname(join(unpacked, HANDLER)));
    await writeFile(join(unpacked, HANDLER), built.code);
  }
  const names = [...artefacts, ...(built?.code === undefined ? [] : [HANDLER])];
  if (names.length > 0) await writeArchive(unpacked, inOrder(names), archive);

  const files = inOrder(names).map(async (name) => ({
    name,
    bytes: (await stat(join(unpacked, name))).size,
  }));
  const findings = [...handler.findings, ...(built?.findings ?? [])];
  return {
    archive: names.length > 0 ? archive : undefined,
    unpacked,
    files: await Promise.all(files),
    findings: [...folder.findings, ...findings, ...checkLeftOut(folder, built?.code)],
    handlerMap: built?.map,
    incomplete: findings.some(isError),
  };
}

/**
 * Moves the weights of a large model into a file of their own.
 * @returns the name of that file; nothing when the weights stay where they are
 */
async function largeWeights(
  artefacts: readonly string[],
  unpacked: string,
  separatedBytes: number,
): Promise<string[]> {
  const data = `${MODEL}.data`;
  if (!artefacts.includes(MODEL) || artefacts.includes(data)) return [];
  const path = join(unpacked, MODEL);
  if ((await stat(path)).size < separatedBytes) return [];
  try {
    return separateWeights(path) ? [data] : [];
  } catch (error) {
    // The lint says what is wrong with the file.
    if (error instanceof ProtoError) return [];
    throw error;
  }
}

/** model.json comes first, so that a reader of the archive gets the description before the weights. */
function inOrder(names: readonly string[]): string[] {
  const others = names.filter((name) => name !== MANIFEST).sort();
  return names.includes(MANIFEST) ? [MANIFEST, ...others] : others;
}

async function writeArchive(cwd: string, names: readonly string[], file: string): Promise<void> {
  for (const name of names) await chmod(join(cwd, name), 0o644);
  // `portable` leaves out owners, and the operating system in the gzip header.
  await create({ cwd, file, gzip: true, portable: true, mtime: new Date(0) }, [...names]);
}
