import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { callers } from './overload/callers.ts';
import { changed, fixture, moodyServed, scratch } from './support/bundles.ts';
import { metric } from './support/metrics.ts';
import { expectOverloaded } from './support/problem.ts';
import { type End, type Program, start } from './support/program.ts';
import { invocation, Wire } from './support/wire.ts';

/** SageMaker sends SIGKILL this long after SIGTERM. */
const GRACE_SECONDS = 30;

const plansIn = (directory: string) =>
  existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.json')) : [];

test('killed at any moment of its start, or while it serves, it leaves no broken plan', async () => {
  const directory = scratch();
  const bundle = moodyServed(undefined);
  const environment = { PLAN_DIRECTORY: directory };
  for (const milliseconds of [300, 700, 1000, 1300, 1600, 2000]) {
    const early = start(bundle, { environment });
    await after(milliseconds);
    early.child.kill('SIGKILL');
    await early.ended;
    for (const name of plansIn(directory)) JSON.parse(readFileSync(join(directory, name), 'utf8'));
  }

  const working = start(bundle, { environment });
  const { port } = await working.healthy();
  const wire = await Wire.open(port);
  wire.send(invocation({ id: 1, mood: 'slow', milliseconds: 3000 }));
  await after(300);
  working.child.kill('SIGKILL');
  expect(await wire.reply(10)).toBe(undefined);
  const plans = plansIn(directory);
  expect(plans).toHaveLength(1);

  const again = start(bundle, { environment });
  const { port: port2, url } = await again.healthy();
  expect(await metric(url, 'pilotlight_plan_info', { source: 'kept' })).toBe(1);
  expect(plansIn(directory)).toEqual(plans);
  expect((await callers(port2, 4, 0.5)).every(({ status }) => status === 200)).toBe(true);
});

test('a broken plan is measured again', async () => {
  const directory = scratch();
  const bundle = moodyServed(undefined);
  const environment = { PLAN_DIRECTORY: directory };
  const first = start(bundle, { environment });
  await first.healthy();
  first.child.kill('SIGTERM');
  await first.ended;
  const [name = ''] = plansIn(directory);
  const plan = JSON.parse(readFileSync(join(directory, name), 'utf8'));
  // One more worker than a manifest may have.
  const text = JSON.stringify({ ...plan, workers: 65 });
  for (const broken of [text.slice(0, 20), '', 'null', text]) {
    writeFileSync(join(directory, name), broken);
    const program = start(bundle, { environment });
    const { url } = await program.healthy();
    expect(await metric(url, 'pilotlight_plan_info', { source: 'measured' })).toBe(1);
    program.child.kill('SIGKILL');
    await program.ended;
  }
});

test('SIGTERM during an overload: accepted requests are answered, and it exits with 0 in time', async () => {
  const { healthy, child, ended, stderr } = start(fixture('moody'));
  const { port, url } = await healthy();
  const wires = await Promise.all(Array.from({ length: 300 }, () => Wire.open(port)));
  wires.forEach((wire, id) => wire.send(invocation({ id, mood: 'slow', milliseconds: 50 })));
  await expect.poll(() => metric(url, 'pilotlight_queue_length')).toBeGreaterThan(100);
  child.kill('SIGTERM');
  const signalled = performance.now();
  const replies = await Promise.all(wires.map((wire) => wire.reply(GRACE_SECONDS)));
  const answers = replies.map((reply, id) => {
    if (reply?.status === 200) return reply.body.toString() === `{"id":${id}}`;
    if (reply) expectOverloaded(reply);
    return reply !== undefined;
  });
  expect(answers).toEqual(answers.map(() => true));
  expect(replies.filter((reply) => reply?.status === 200).length).toBeGreaterThan(100);
  expect(await ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - signalled).toBeLessThan(GRACE_SECONDS * 1000);
  expect(stderr()).toBe('');
});

async function endAfterTerm({ child, ended }: Program): Promise<End & { seconds: number }> {
  child.kill('SIGTERM');
  const signalled = performance.now();
  return { ...(await ended), seconds: (performance.now() - signalled) / 1000 };
}

const loading = (line: string) =>
  changed('moody', {
    'code/handler.mjs': `export async function loadModel() { ${line} }
      export async function predict(batch) { return batch; }`,
  });

test.each([
  ['for some seconds', 'await new Promise((loaded) => setTimeout(loaded, 4000));'],
  ['without yielding', 'for (const end = Date.now() + 5000; Date.now() < end; );'],
])('SIGTERM while the model loads %s: it exits with 0 in time', async (_name, line) => {
  const program = start(loading(line));
  await program.listening();
  await after(500);
  const { code, seconds } = await endAfterTerm(program);
  expect(code).toBe(0);
  expect(seconds).toBeLessThan(GRACE_SECONDS);
  expect(program.stderr()).toBe('');
});

test('SIGTERM while the plan is measured: it exits with 0 at once', async () => {
  const program = start(moodyServed(undefined));
  await program.listening();
  await after(700);
  const { code, seconds } = await endAfterTerm(program);
  expect(program.log().map(({ msg }) => msg)).not.toContain('plan chosen');
  expect([code, program.stderr()]).toEqual([0, '']);
  expect(seconds).toBeLessThan(5);
});

test('SIGTERM while a handler hangs, or loads for a minute: it exits with 1 in time, and logs it', async () => {
  const hanging = start(fixture('moody'));
  const { port } = await hanging.healthy();
  const wire = await Wire.open(port);
  wire.send(invocation({ id: 1, mood: 'hang' }));
  const slow = start(loading('await new Promise((loaded) => setTimeout(loaded, 60_000));'));
  await slow.listening();
  await after(500);
  for (const end of await Promise.all([endAfterTerm(hanging), endAfterTerm(slow)])) {
    expect(end).toMatchObject({ code: 1, signal: null });
    expect(end.seconds).toBeLessThan(GRACE_SECONDS);
  }
  wire.cut();
  for (const program of [hanging, slow]) {
    const lines = program.log().filter(({ level = 0 }) => level >= 50);
    expect(lines.map(({ msg }) => msg)).toEqual([expect.stringMatching(/not drained after 25 s/)]);
  }
});
