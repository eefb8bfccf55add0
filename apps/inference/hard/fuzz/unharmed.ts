import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { metric } from '../support/metrics.ts';
import type { Program } from '../support/program.ts';

/** Records the state of a healthy program. @returns a check that the state is unchanged and nothing is pending */
export async function unharmed(program: Program, url: string): Promise<() => Promise<void>> {
  const descriptors = () => readdirSync(`/proc/${program.child.pid}/fd`).length;
  const workers = () => metric(url, 'pilotlight_workers_healthy');
  const [before, workersBefore] = [descriptors(), await workers()];
  return async () => {
    // The process is still running; nothing would restart it.
    expect(program.child.exitCode ?? program.child.signalCode).toBe(null);
    expect(await metric(url, 'pilotlight_workers_lost_total')).toBe(0);
    expect(await workers()).toBe(workersBefore);
    await expect.poll(() => metric(url, 'pilotlight_queue_length')).toBe(0);
    expect(await metric(url, 'pilotlight_queue_bytes')).toBe(0);
    // The checks keep some connections alive, and sharp opens some descriptors.
    await expect.poll(descriptors, { timeout: 5000 }).toBeLessThan(before + 16);
    expect(program.stderr()).toBe('');
    // Every log line is JSON, whatever the headers contained; none is an error.
    expect(program.log().filter(({ level = 0 }) => level >= 50)).toEqual([]);
  };
}
