import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActivityNotes } from '../endpoint/ports.ts';

/**
 * Notes in `directory`, one small file per endpoint and `scope`. They survive a restart of the process on the same
 * machine. A file that cannot be read or written is ignored.
 */
export function activityFiles(directory: string, scope: string): ActivityNotes {
  const fileOf = (endpoint: string) => {
    const name = createHash('sha256').update(`${scope}/${endpoint}`).digest('hex').slice(0, 16);
    return join(directory, `pilotlight-activity-${name}`);
  };
  return {
    read(endpoint) {
      try {
        const at = Number(readFileSync(fileOf(endpoint), 'utf8'));
        return Number.isFinite(at) && at > 0 ? at : undefined;
      } catch {
        return undefined;
      }
    },
    write(endpoint, at) {
      try {
        writeFileSync(fileOf(endpoint), String(at), { mode: 0o600 });
      } catch {
        // No harm: the next process writes to the table once more.
      }
    },
  };
}
