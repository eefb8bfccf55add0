import { FUNCTION_FILES, type TidyRequest } from '@pilotlight/contracts';
import { readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What was done, for the log: folders as `MODEL/HASH`. */
export interface Tidied {
  readonly marked: readonly string[];
  readonly removed: readonly string[];
}

/** An instance of a function that was updated or deleted answers no longer than that, and it reads its files rarely. */
export const UNUSED_KEPT_SECONDS = 60 * 60;

/**
 * Marks the folders that no function uses from now on, and removes those that were marked at least an hour ago.
 * Instances of the previous functions may still read the first ones.
 */
export async function tidy(
  { used }: TidyRequest,
  mount: string,
  now: () => number = Date.now,
): Promise<Tidied> {
  const inUse = new Set(used.map(({ model, hash }) => join(model, hash)));
  const marked: string[] = [];
  const removed: string[] = [];
  for (const model of await foldersIn(mount)) {
    for (const hash of await foldersIn(join(mount, model))) {
      const name = join(model, hash);
      const mark = join(mount, name, FUNCTION_FILES.unused);
      if (inUse.has(name)) {
        await rm(mark, { force: true });
        continue;
      }
      const since = (await stat(mark).catch(() => undefined))?.mtimeMs;
      if (since === undefined) {
        await writeFile(mark, '');
        marked.push(name);
      } else if (now() - since >= UNUSED_KEPT_SECONDS * 1000) {
        await rm(join(mount, name), { recursive: true });
        removed.push(name);
      }
    }
  }
  return { marked, removed };
}

async function foldersIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
