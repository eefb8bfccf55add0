import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../../..');

/** tools/bench */
export const ROOM = join(ROOT, 'tools', 'bench');

/** Everything that the benchmark creates and installs; ignored by git, the linter and the formatter. */
export const WORK = join(ROOM, '.pilotlight');

/** The Python servers and their requirements. */
export const PYTHON = join(ROOM, 'python');
