import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActivityNotes } from '../ports.ts';

/**
 * Notes in one small file for each model in `directory`, apart for each `scope`. They outlive the process where the
 * machine does; one that can't be read or written is as good as none.
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
        // The next process will write to the table once more; that is all.
      }
    },
  };
}
