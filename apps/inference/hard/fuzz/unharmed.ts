import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { metric } from '../support/metrics.ts';
import type { Program } from '../support/program.ts';

/** Looks at a healthy program. @returns what expects it to be as it was, and nothing to be on its mind */
export async function unharmed(program: Program, url: string): Promise<() => Promise<void>> {
  const descriptors = () => readdirSync(`/proc/${program.child.pid}/fd`).length;
  const workers = () => metric(url, 'pilotlight_workers_healthy');
  const [before, workersBefore] = [descriptors(), await workers()];
  return async () => {
    // The same process: what was started is not started again by anybody.
    expect(program.child.exitCode ?? program.child.signalCode).toBe(null);
    expect(await metric(url, 'pilotlight_workers_lost_total')).toBe(0);
    expect(await workers()).toBe(workersBefore);
    await expect.poll(() => metric(url, 'pilotlight_queue_length')).toBe(0);
    expect(await metric(url, 'pilotlight_queue_bytes')).toBe(0);
    // A few of the checks' own connections are kept for the next, and sharp opens some of its own.
    await expect.poll(descriptors, { timeout: 5000 }).toBeLessThan(before + 16);
    expect(program.stderr()).toBe('');
    // Every line is JSON, whatever was in the headers; none tells of a failure.
    expect(program.log().filter(({ level = 0 }) => level >= 50)).toEqual([]);
  };
}
