import { expect, test } from 'vitest';
import { callers, median } from './overload/callers.ts';
import { flood } from './overload/flood.ts';
import { slope } from './overload/slope.ts';
import { watch } from './overload/watch.ts';
import { fixture } from './support/bundles.ts';
import { metric } from './support/metrics.ts';
import { start } from './support/program.ts';

/** `OVERLOAD_SECONDS` may shorten it to 20: less says nothing about memory. */
const SECONDS = Math.max(20, Number(process.env['OVERLOAD_SECONDS'] ?? 60));
const TIMES_CAPACITY = 5;
/**
 * What memory may grow by, by its trend over the second half, and from the first reading to the last. V8 lets the young
 * generation of each of the three threads grow in steps of up to 16 MiB; a leak goes on and on.
 */
const GROWTH_MEBIBYTES = { trend: 32, whole: 192 };

test(
  `${SECONDS} s of ${TIMES_CAPACITY} times as many invocations as can be answered`,
  { timeout: (SECONDS + 90) * 1000 },
  async () => {
    const { healthy, child, stderr } = start(fixture('moody'));
    const { port, url } = await healthy();
    await callers(port, 32, 2);
    const counted = () => metric(url, 'pilotlight_requests_total', { route: '/invocations' });
    const alone = median((await callers(port, 1, 2)).map(({ milliseconds }) => milliseconds));
    const capacity = (await callers(port, 32, 3)).length / 3;
    const countedBefore = await counted();

    const flooding = flood(port, TIMES_CAPACITY * capacity, SECONDS);
    const { pings, residentMebibytes } = await watch(port, child.pid, flooding);
    const { sent, outcomes, faults } = await flooding;

    // Each was answered rightly, or told when to come again; nobody was forgotten.
    expect(faults.slice(0, 5)).toEqual([]);
    expect(outcomes).toHaveLength(sent);
    const answered = outcomes.filter(({ status }) => status === 200);
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set([200, 503]));
    await expect.poll(counted).toBe(countedBefore + sent);

    // To refuse costs so little that most of the capacity is left, and who waits does not wait for long.
    expect(answered.length / SECONDS).toBeGreaterThan(0.5 * capacity);
    const longest = Math.max(...answered.map(({ milliseconds }) => milliseconds));
    const queue = 128;
    expect(longest).toBeLessThan((4 * 1000 * queue) / capacity);

    expect(pings.filter(({ status }) => status !== 200)).toEqual([]);
    expect(median(pings.map(({ milliseconds }) => milliseconds))).toBeLessThan(100);

    const half = residentMebibytes.slice(Math.ceil(residentMebibytes.length / 2));
    expect(slope(half) * half.length).toBeLessThan(GROWTH_MEBIBYTES.trend);
    const [first = 0, last = Infinity] = [residentMebibytes[0], residentMebibytes.at(-1)];
    expect(last - first).toBeLessThan(GROWTH_MEBIBYTES.whole);

    const aloneAgain = async () =>
      median((await callers(port, 1, 1)).map(({ milliseconds }) => milliseconds));
    await expect.poll(aloneAgain, { timeout: 20_000 }).toBeLessThan(1.5 * alone + 5);
    expect(await metric(url, 'pilotlight_workers_lost_total')).toBe(0);
    expect(stderr()).toBe('');
  },
);
