import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

interface Machine {
  /** The directory of `proc` and `sys`, for tests. Default: `/`. */
  readonly root?: string;
  /** Processors that the operating system offers. Default: Node's count. */
  readonly available?: number;
}

/**
 * The number of processors that this process may use: those of its affinity mask, limited by its cgroup quota (v1 and
 * v2), rounded up. Node also counts the quota, but misses v1 when `cpu` has a mount of its own.
 */
export function processors({
  root = '/',
  available = availableParallelism(),
}: Machine = {}): number {
  return Math.max(1, Math.ceil(Math.min(available, ...quotas(root))));
}

/** All quotas, in processors, that apply to this process: those of its cgroup and of the groups above it. */
function quotas(root: string): number[] {
  const groups = (read(join(root, 'proc/self/cgroup')) ?? '').split('\n');
  return groups.flatMap((line) => {
    const [id, controllers = '', path = '/'] = line.split(':');
    const mounts = join(root, 'sys/fs/cgroup');
    if (id === '0' && controllers === '')
      return [mounts, join(mounts, 'unified')].flatMap((mount) => upwards(mount, path, unified));
    if (!controllers.split(',').includes('cpu')) return [];
    return [...new Set([controllers, 'cpu'])].flatMap((name) =>
      upwards(join(mounts, name), path, legacy),
    );
  });
}

/** Reads every level: inside a container the process's cgroup is the mount's root, whatever its path on the host. */
function upwards(mount: string, path: string, quota: (group: string) => number): number[] {
  const levels: number[] = [];
  for (let level = join('/', path); ; level = dirname(level)) {
    const found = quota(join(mount, level));
    if (found > 0) levels.push(found);
    if (level === '/') return levels;
  }
}

/** cgroup v2: `cpu.max` is "QUOTA PERIOD" in microseconds, QUOTA may be "max". */
function unified(group: string): number {
  const [quota, period] = (read(join(group, 'cpu.max')) ?? '').split(' ').map(Number);
  return quota && period ? quota / period : 0;
}

/** cgroup v1: a quota of -1 means none. */
function legacy(group: string): number {
  const quota = Number(read(join(group, 'cpu.cfs_quota_us')) ?? -1);
  const period = Number(read(join(group, 'cpu.cfs_period_us')) ?? 0);
  return quota > 0 && period > 0 ? quota / period : 0;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
