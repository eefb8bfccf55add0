import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Deletes a directory, including read-only parts. Does nothing when it does not exist. */
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
