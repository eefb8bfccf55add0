import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Deletes a directory, including read-only parts. Does nothing when it does not exist, and does not mind another process
 * that deletes it at the same time, as a closing cloud and its watchdog do.
 */
export function removeDirectory(directory: string): void {
  makeWritable(directory);
  rmSync(directory, { recursive: true, force: true });
}

function makeWritable(directory: string): void {
  for (const inner of openDirectory(directory)) makeWritable(inner);
}

/** Makes one directory writable. @returns the directories in it; none when it does not exist */
function openDirectory(directory: string): string[] {
  try {
    chmodSync(directory, 0o755);
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(directory, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
