import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar';

/**
 * Unpacks the archive of a model into `directory`, which is then read-only.
 * @throws Error when it is not a valid archive
 */
export async function unpack(file: string, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  await extract({ file, cwd: directory, strict: true });
  makeReadOnly(directory);
}

function makeReadOnly(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) makeReadOnly(path);
    else if (entry.isFile()) chmodSync(path, 0o444);
  }
  chmodSync(directory, 0o555);
}
