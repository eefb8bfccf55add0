import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActivityNotes } from '../ports.ts';

/**
 * Notes in `directory`, one small file per model and `scope`. They survive a restart of the process on the same
 * machine. A file that cannot be read or written is ignored.
 */
export function activityFiles(directory: string, scope: string): ActivityNotes {
  const fileOf = (model: string) => {
    const name = createHash('sha256').update(`${scope}/${model}`).digest('hex').slice(0, 16);
    return join(directory, `pilotlight-activity-${name}`);
  };
  return {
    read(model) {
      try {
        const at = Number(readFileSync(fileOf(model), 'utf8'));
        return Number.isFinite(at) && at > 0 ? at : undefined;
      } catch {
        return undefined;
      }
    },
    write(model, at) {
      try {
        writeFileSync(fileOf(model), String(at), { mode: 0o600 });
      } catch {
        // No harm: the next process writes to the table once more.
      }
    },
  };
}
