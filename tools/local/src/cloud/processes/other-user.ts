import { realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** Linux's user without rights, `nobody`. */
const NOBODY: User = { uid: 65_534, gid: 65_534 };

const OTHERS_ENTER = 0o001;

/**
 * A user without rights, for a process that reads these directories. Undefined where there is none: only root may start
 * processes as another user, and that user must be able to enter the directories.
 */
export function otherUser(directories: readonly string[]): User | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  return directories.every((one) => isOpen(realpathSync(one))) ? NOBODY : undefined;
}

function isOpen(directory: string): boolean {
  if ((statSync(directory).mode & OTHERS_ENTER) === 0) return false;
  const above = dirname(directory);
  return above === directory || isOpen(above);
}
