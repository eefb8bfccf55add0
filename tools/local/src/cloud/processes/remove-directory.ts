import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Deletes a directory, also where parts of it were made read-only; nothing happens when there is none. */
export function removeDirectory(directory: string): void {
  if (!existsSync(directory)) return;
  makeWritable(directory);
  rmSync(directory, { recursive: true, force: true });
}

function makeWritable(directory: string): void {
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) makeWritable(join(directory, entry.name));
  }
}
