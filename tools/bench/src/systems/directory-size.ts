import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The size of the files under `directory` for which `counted` is true, in MiB; links are not followed. */
export async function directoryMiB(
  directory: string,
  counted: (path: string) => boolean = () => true,
): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(counted);
  let bytes = 0;
  for (const file of files) bytes += (await lstat(file)).size;
  return bytes / 2 ** 20;
}
