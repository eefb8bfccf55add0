import { RUNTIME_LIMITS } from '@pilotlight/model-runtime';
import { expect, test } from 'vitest';
import { callers, median } from './overload/callers.ts';
import { flood } from './overload/flood.ts';
import { slope } from './overload/slope.ts';
import { watch } from './overload/watch.ts';
import { fixture } from './support/bundles.ts';
import { metric } from './support/metrics.ts';
import { start } from './support/program.ts';

/** `OVERLOAD_SECONDS` may shorten the test to 20 s; a shorter one cannot detect a leak. */
const SECONDS = Math.max(20, Number(process.env['OVERLOAD_SECONDS'] ?? 60));
const TIMES_CAPACITY = 5;
/**
 * Small heaps, which fill up within seconds, not minutes: with V8's default heaps the process grows by 60 MiB in a
 * minute, and frees that only in the third.
 */
const HEAPS = { NODE_OPTIONS: '--max-old-space-size=96 --max-semi-space-size=2' };
/** Allowed growth of memory over the second half, by its trend. A leak of 2 KiB per invocation would be twice that. */
const GROWTH_MEBIBYTES = 12;

/** Answered invocations per second, with enough callers to keep every worker busy. */
async function capacityOf(port: number): Promise<number> {
  const seconds = 3;
  return (await callers(port, 32, seconds)).length / seconds;
}

test(
  `${SECONDS} s of ${TIMES_CAPACITY} times as many invocations as can be answered`,
  { timeout: (SECONDS + 90) * 1000 },
  async () => {
    const { healthy, child, stderr } = start(fixture('moody'), { environment: HEAPS });
    const { port, url } = await healthy();
    await callers(port, 32, 2);
    const counted = () => metric(url, 'pilotlight_requests_total', { route: '/invocations' });
    const alone = median((await callers(port, 1, 2)).map(({ milliseconds }) => milliseconds));
    const capacity = await capacityOf(port);
    const countedBefore = await counted();

    const flooding = flood(port, TIMES_CAPACITY * capacity, SECONDS);
    const { pings, residentMebibytes } = await watch(port, child.pid, flooding);
    const { sent, outcomes, faults } = await flooding;

    // Each request was answered correctly or refused with Retry-After; none was lost.
    expect(faults.slice(0, 5)).toEqual([]);
    expect(outcomes).toHaveLength(sent);
    const answered = outcomes.filter(({ status }) => status === 200);
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set([200, 503]));
    await expect.poll(counted).toBe(countedBefore + sent);

    // The server was overloaded, yet kept much of its capacity, because refusals are cheap.
    expect(sent / answered.length).toBeGreaterThan(0.6 * TIMES_CAPACITY);
    const capacityAfter = await capacityOf(port);
    expect(answered.length / SECONDS).toBeGreaterThan(0.4 * Math.min(capacity, capacityAfter));
    // The queue bounds the waiting time.
    const longest = Math.max(...answered.map(({ milliseconds }) => milliseconds));
    expect(longest).toBeLessThan(
      (4 * 1000 * RUNTIME_LIMITS.queuedInvocations * SECONDS) / answered.length,
    );

    expect(pings.filter(({ status }) => status !== 200)).toEqual([]);
    expect(median(pings.map(({ milliseconds }) => milliseconds))).toBeLessThan(100);

    const half = residentMebibytes.slice(Math.ceil(residentMebibytes.length / 2));
    expect(slope(half) * half.length).toBeLessThan(GROWTH_MEBIBYTES);

    const aloneAgain = async () =>
      median((await callers(port, 1, 1)).map(({ milliseconds }) => milliseconds));
    await expect.poll(aloneAgain, { timeout: 20_000 }).toBeLessThan(1.5 * alone + 5);
    expect(await metric(url, 'pilotlight_workers_lost_total')).toBe(0);
    expect(stderr()).toBe('');
  },
);
