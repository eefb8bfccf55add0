import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { callers } from './overload/callers.ts';
import { fixture, moodyServed } from './support/bundles.ts';
import { metric } from './support/metrics.ts';
import { NOBODY, root, start } from './support/program.ts';
import { invocation, Wire } from './support/wire.ts';

const NAMESPACE = ['unshare', '--mount'];
const mayMount = spawnSync('unshare', [...NAMESPACE.slice(1), 'true']).status === 0;

const served = async (port: number) =>
  (await callers(port, 4, 1)).every(({ status }) => status === 200);

test.skipIf(!mayMount)(
  'a full /tmp (needs root, to mount one): serves, and logs once that the plan is not stored',
  async () => {
    const { healthy, log, stderr } = start(moodyServed(undefined), {
      within: NAMESPACE,
      first:
        'mount -t tmpfs -o size=64k tmpfs "$TMPDIR" && cat /dev/zero > "$TMPDIR/full" 2> /dev/null',
    });
    const { port } = await healthy();
    expect(await served(port)).toBe(true);
    const warnings = log().filter(({ level = 0 }) => level >= 40);
    expect(warnings.map((line) => JSON.stringify(line))).toEqual([
      expect.stringMatching(/plan.*ENOSPC/),
    ]);
    expect(stderr()).toBe('');
  },
);

const workersOf = (url: string) => () => metric(url, 'pilotlight_workers_healthy');

test('no more files can be opened: open connections are served, lost workers are replaced later', async () => {
  const { healthy, child, log } = start(fixture('moody'), { first: 'ulimit -n 72' });
  const { port, url } = await healthy();
  const early = await Promise.all(Array.from({ length: 6 }, () => Wire.open(port)));
  const crowd = await Promise.all(Array.from({ length: 100 }, () => Wire.open(port)));
  const [first] = early;
  first?.send(invocation({ id: 1 }));
  expect((await first?.reply(10))?.status).toBe(200);
  // Waiting connections take the descriptors of each lost worker, until a replacement cannot open its files any more.
  for (const wire of early) {
    wire.send(invocation({ id: 2, mood: 'crash' }));
    await after(200);
  }
  const tooMany = () =>
    log().filter((line) => JSON.stringify(line).includes('too many open files')).length;
  await expect.poll(tooMany, { timeout: 10_000 }).toBeGreaterThan(0);

  for (const wire of crowd) wire.cut();
  const replies = await Promise.all(early.map((wire) => wire.reply(30)));
  expect(replies.map((reply) => reply?.status)).toEqual(early.map(() => 500));
  for (const wire of early) wire.cut();
  await expect.poll(workersOf(url), { timeout: 30_000 }).toBe(2);
  expect(await served(port)).toBe(true);
  expect(child.exitCode).toBe(null);
});

test.skipIf(!root)(
  'no more threads can be started (needs root, for another user): a lost worker is replaced later',
  async () => {
    const { healthy, child } = start(fixture('moody'), { first: 'ulimit -u 40', user: NOBODY });
    const { port, url } = await healthy();
    const others = Array.from({ length: 40 }, () => spawn('sleep', ['60'], { uid: NOBODY }));
    const wire = await Wire.open(port);
    try {
      await after(500);
      wire.send(invocation({ id: 1, mood: 'crash' }));
      expect((await wire.reply(10))?.status).toBe(500);
      await after(1500);
      wire.send(invocation({ id: 2 }));
      expect((await wire.reply(10))?.status).toBe(200);
    } finally {
      wire.cut();
      for (const other of others) other.kill('SIGKILL');
    }
    await expect.poll(workersOf(url), { timeout: 30_000 }).toBe(2);
    expect(child.exitCode).toBe(null);
  },
);

test.each(['is closed', 'is not read'])('the log %s: it continues to serve', async (how) => {
  // Log lines contain the input, so that they are far more than a pipe can buffer.
  const { healthy, child, ended } = start(fixture('moody'), { environment: { LOG_INPUT: 'true' } });
  const { port } = await healthy();
  if (how === 'is closed') child.stdout?.destroy();
  else child.stdout?.pause();
  for (let turn = 0; turn < 2; turn++) expect(await served(port)).toBe(true);
  const wire = await Wire.open(port);
  wire.send(invocation({ id: 9, mood: 'throw' }));
  expect((await wire.reply(10))?.status).toBe(500);
  wire.cut();
  child.kill('SIGTERM');
  const exit = await new Promise((resolve) => child.once('exit', (...how) => resolve(how)));
  expect(exit).toEqual([0, null]);
  child.stdout?.destroy();
  await ended;
});
