import { readFileSync } from 'node:fs';

/**
 * How long this thread has been ready to run, but had to wait for a processor, since it started: 0 where the kernel does
 * not say, and for a session of several threads. There the other threads go on while this one waits, so that a run
 * without this time would look faster than on an idle machine.
 * @param threads of the session
 * @param file for tests
 */
export function processorWaitMilliseconds(
  threads: number,
  file = '/proc/thread-self/schedstat',
): number {
  if (threads > 1) return 0;
  try {
    // Nanoseconds on a processor, nanoseconds of waiting for one, and the number of time slices.
    const [, waited] = readFileSync(file, 'utf8').split(' ');
    return Number(waited) / 1e6 || 0;
  } catch {
    return 0;
  }
}
