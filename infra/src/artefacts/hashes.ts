import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 of one file, in hex. */
export function fileHash(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** The files below `directory`, sorted. */
export function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

/** SHA-256 of the paths and the content of all files below `directory`, in hex. */
export function directoryHash(directory: string): string {
  const hash = createHash('sha256');
  const prefix = join(directory, '/').length;
  for (const file of filesIn(directory)) {
    hash.update(`${file.slice(prefix)} ${fileHash(file)}\n`);
  }
  return hash.digest('hex');
}

/** One hash of several. */
export function combinedHash(...hashes: readonly string[]): string {
  return createHash('sha256').update(hashes.join('\n')).digest('hex');
}
