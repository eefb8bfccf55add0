import { LIMITS } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import { jsonRequest, predict } from '../../src/index.ts';
import { denied } from '../../testing/simulated-sagemaker.ts';
import { createWorld, ENDPOINT, INTERVAL_SECONDS, MODEL } from '../../testing/index.ts';

const writes = (world: ReturnType<typeof createWorld>) =>
  world.store.calls.filter((call) => call === 'recordActivity').length;

it('writes at most once per interval and instance, at any request rate', async () => {
  const world = createWorld();
  world.endpoint.put(ENDPOINT);
  const api = world.instance();
  for (let second = 0; second < 5 * INTERVAL_SECONDS; second++) {
    await predict(api, MODEL, jsonRequest({}));
    world.clock.pass(1);
  }
  expect(writes(world)).toBe(5);
});

it('writes once for simultaneous uses in one instance', async () => {
  const world = createWorld();
  const api = world.instance();
  await Promise.all(Array.from({ length: 10 }, () => api.touch(ENDPOINT)));
  expect(writes(world)).toBe(1);
});

it('uses the notes of an earlier process on the same machine', async () => {
  const world = createWorld();
  const notes = new Map<string, number>();
  const shared = {
    read: (key: string) => notes.get(key),
    write: (key: string, at: number) => void notes.set(key, at),
  };
  await world.instance(shared).touch(ENDPOINT);
  await world.instance(shared).touch(ENDPOINT);
  expect(writes(world)).toBe(1);
  world.clock.pass(INTERVAL_SECONDS);
  await world.instance(shared).touch(ENDPOINT);
  expect(writes(world)).toBe(2);
});

it('tries rarely, not at every use, while the table cannot be written to', async () => {
  const world = createWorld();
  const api = world.instance();
  world.store.before.recordActivity = () => {
    world.clock.pass(LIMITS.activityWriteSeconds);
    throw denied('UpdateItem');
  };
  for (let second = 0; second < INTERVAL_SECONDS; second++) {
    await api.touch(ENDPOINT);
    world.clock.pass(1);
  }
  expect(writes(world)).toBeLessThanOrEqual(INTERVAL_SECONDS / LIMITS.activityRetrySeconds);
  expect(writes(world)).toBeGreaterThan(1);
});

it('records the first use after the pause that follows a failed write', async () => {
  const world = createWorld();
  const api = world.instance();
  world.store.before.recordActivity = () => {
    throw denied('UpdateItem');
  };
  await api.touch(ENDPOINT);
  world.store.before = {};
  world.clock.pass(LIMITS.activityRetrySeconds - 0.001);
  await api.touch(ENDPOINT);
  expect(world.store.activity.get(ENDPOINT.key)).toBeUndefined();
  world.clock.pass(0.001);
  await api.touch(ENDPOINT);
  expect(world.store.activity.get(ENDPOINT.key)).toBe(world.clock.now());
});

it('ignores a note from the future', async () => {
  const world = createWorld();
  const future = world.clock.now() + 3_600_000;
  await world.instance({ read: () => future, write: () => undefined }).touch(ENDPOINT);
  expect(writes(world)).toBe(1);
});
