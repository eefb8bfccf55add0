import { readdirSync, readFileSync } from 'node:fs';

interface ProcessState {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** Processor time used so far, in user and kernel mode. */
  readonly processorMilliseconds: number;
}

/** Linux counts processor time for user programs in hundredths of a second, on every architecture. */
const TICK_MILLISECONDS = 10;

/** All processes of the group that `root` leads, and all their descendants. Reads Linux's /proc. */
export function processTree(root: number): number[] {
  return members(root).map(({ pid }) => pid);
}

/** The processor time of a process and its living descendants, in milliseconds. */
export function treeProcessorMilliseconds(root: number): number {
  return members(root).reduce((sum, one) => sum + one.processorMilliseconds, 0);
}

/**
 * The memory of a process and its descendants in MiB: the sum of their proportional set sizes, so that shared memory
 * counts once.
 */
export function treeMemoryMiB(root: number): number {
  const kibibytes = processTree(root).map((pid) => {
    const pss = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1];
    return Number(pss ?? 0);
  });
  return kibibytes.reduce((total, one) => total + one, 0) / 1024;
}

function members(root: number): ProcessState[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const known = all.flatMap((pid) => stateOf(Number(pid)) ?? []);
  const found = new Set(known.filter(({ group }) => group === root).map(({ pid }) => pid));
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const { pid, parent } of known) if (found.has(parent)) found.add(pid);
  }
  return known.filter(({ pid }) => found.has(pid));
}

function stateOf(pid: number): ProcessState | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The name before these fields may contain anything, including spaces and brackets. Fields in proc(5): 4 parent,
  // 5 group, 14 and 15 the time in user and in kernel mode.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0, group = 0] = fields;
  const [user = 0, kernel = 0] = fields.slice(11);
  return { pid, parent, group, processorMilliseconds: (user + kernel) * TICK_MILLISECONDS };
}

/** Undefined when the process has ended in the meantime. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
