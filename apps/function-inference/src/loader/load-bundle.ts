import { FUNCTION_FILES, type LoadRequest } from '@pilotlight/contracts';
import { randomUUID } from 'node:crypto';
import { cp, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import type { LoaderOptions } from './create-loader.ts';

/** What was done, for the log. */
export interface Loaded {
  readonly folder: string;
  /** Whether there was something to copy. */
  readonly copied: boolean;
}

/**
 * Copies a bundle and its program into `MOUNT/MODEL/HASH/`, with a marker that is written last. The files are copied
 * beside it and then get their name at once, so that two loaders at the same time do not disturb each other.
 */
export async function loadBundle(
  { model, hash, bucket, key, program }: LoadRequest,
  { mount, programs, fetch }: Pick<LoaderOptions, 'mount' | 'programs' | 'fetch'>,
): Promise<Loaded> {
  const folder = join(mount, model, hash);
  const isComplete = () => exists(join(folder, FUNCTION_FILES.marker));
  // It may have been unused for a while.
  await rm(join(folder, FUNCTION_FILES.unused), { force: true });
  if (await isComplete()) return { folder, copied: false };

  const source = join(programs, program);
  if (!(await exists(source))) throw new Error(`the loader's package has no folder ${program}`);
  const copy = `${folder}.${randomUUID()}`;
  await mkdir(copy, { recursive: true });
  await pipeline(await fetch(bucket, key), extract({ cwd: copy, noMtime: true, strict: true }));
  await cp(source, join(copy, FUNCTION_FILES.program), { recursive: true });
  await writeSynced(join(copy, FUNCTION_FILES.marker), new Date().toISOString());
  while (!(await renamed(copy, folder))) {
    if (await isComplete()) {
      await rm(copy, { recursive: true });
      return { folder, copied: false };
    }
    await rm(folder, { recursive: true, force: true });
  }
  return { folder, copied: true };
}

/** @returns false when there is a folder of this name, which is not empty */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** NFS writes a file when it is closed; the marker must not come before the files that it stands for. */
async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
