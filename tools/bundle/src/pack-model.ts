import { chmod, copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { create } from 'tar';
import { bundleHandler } from './bundle-handler.ts';
import { readModel } from './read-model.ts';

export interface PackedModel {
  /** `dist/model.tar.gz`, what SageMaker unpacks into `/opt/ml/model`. */
  readonly archive: string;
  /** `dist/bundle/`, the same files unpacked. */
  readonly unpacked: string;
  readonly files: readonly { name: string; bytes: number }[];
  readonly archiveBytes: number;
}

/**
 * Packs the model in `directory` into its `dist/`. The same files give the same bytes, on any machine and at any
 * time, so that an unchanged model is never uploaded or deployed again.
 * @throws BundleError for a folder that is no complete model
 */
export async function packModel(directory: string): Promise<PackedModel> {
  const model = await readModel(resolve(directory));
  const dist = join(model.directory, 'dist');
  const unpacked = join(dist, 'bundle');
  const archive = join(dist, 'model.tar.gz');
  await rm(dist, { recursive: true, force: true });
  await mkdir(join(unpacked, 'code'), { recursive: true });

  for (const name of model.artefacts) {
    await copyFile(join(model.directory, name), join(unpacked, name));
  }
  await bundleHandler(model.directory, join(unpacked, 'code', 'handler.mjs'));
  // model.json stays the first entry, so that a reader of the archive meets the description before the weights.
  const [first = '', ...rest] = model.artefacts;
  const names = [first, ...[...rest, 'code/handler.mjs'].sort()];
  for (const name of names) await chmod(join(unpacked, name), 0o644);

  // `portable` leaves out owners, and the machine's mark in the gzip header.
  await create(
    { cwd: unpacked, file: archive, gzip: true, portable: true, mtime: new Date(0) },
    names,
  );
  const bytes = async (path: string) => (await stat(path)).size;
  const files = await Promise.all(
    names.map(async (name) => ({ name, bytes: await bytes(join(unpacked, name)) })),
  );
  return { archive, unpacked, files, archiveBytes: await bytes(archive) };
}
