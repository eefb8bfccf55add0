import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../../..');

/** tools/bench */
export const ROOM = join(ROOT, 'tools', 'bench');

/** Everything that the benchmark makes and installs; git, the linter and the formatter do not look there. */
export const WORK = join(ROOM, '.pilotlight');

/** The Python servers, and what they need. */
export const PYTHON = join(ROOM, 'python');
