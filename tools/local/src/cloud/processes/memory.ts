import { readFileSync } from 'node:fs';

/**
 * The memory that a process holds for itself, in bytes. Pages of mapped files are not counted: the system may take
 * them back. Undefined when the process is gone, and on systems other than Linux, where nothing tells it cheaply.
 */
export function memoryBytes(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const counted = [...status.matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)];
    return counted.reduce((total, [, kilobytes]) => total + Number(kilobytes) * 1024, 0);
  } catch {
    return undefined;
  }
}
