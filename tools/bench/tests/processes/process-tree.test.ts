import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import {
  processTree,
  treeMemoryMiB,
  treeProcessorMilliseconds,
} from '../../src/processes/process-tree.ts';
import { killNow, signalTree } from '../../src/processes/running.ts';

/** A shell that leads a group, with a child in a group of its own, whose process id it prints. */
async function family(): Promise<{ leader: number; child: number; ended: Promise<unknown> }> {
  const script = 'setsid sh -c "echo \\$\\$; exec sleep 60" & wait';
  const shell = spawn('sh', ['-c', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface({ input: shell.stdout }), 'line')) as [string];
  return { leader: shell.pid as number, child: Number(line), ended: once(shell, 'exit') };
}

/** A process that has ended stays listed as a zombie until its new parent reaps it. */
function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

describe('processTree', () => {
  it('finds the descendants of a process, also in another group, and ends them all', async () => {
    const { leader, child, ended } = await family();
    try {
      expect(processTree(leader)).toEqual(expect.arrayContaining([leader, child]));
      expect(processTree(leader)).not.toContain(process.pid);
      expect(treeMemoryMiB(leader)).toBeGreaterThan(0);
      expect(treeProcessorMilliseconds(leader)).toBeGreaterThanOrEqual(0);
      signalTree(leader, 'SIGSTOP');
    } finally {
      killNow(leader);
    }
    await ended;
    await expect.poll(() => isRunning(child)).toBe(false);
    expect(processTree(leader)).toEqual([]);
    expect(treeMemoryMiB(leader)).toBe(0);
  });
});
