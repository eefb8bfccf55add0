import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let made: string | undefined;

/** A directory for the servers' files, deleted when this process ends; other users may read it. */
export function temporaryDirectory(): string {
  if (made === undefined) {
    const directory = mkdtempSync(join(tmpdir(), 'pilotlight-bench-'));
    chmodSync(directory, 0o755);
    process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
    made = directory;
  }
  return made;
}
