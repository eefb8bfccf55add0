import { LIMITS } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import type { Asked } from '@pilotlight/hosts';
import { readPrediction, sweep } from '../../src/index.ts';
import { REPLAY_SECONDS } from '../../src/replay/replay.ts';
import { waiting } from '../../testing/asking.ts';
import { containerError, denied } from '../../testing/simulated-sagemaker.ts';
import { ENDPOINT, MODEL, MODELS } from '../../testing/index.ts';

const { first, most } = LIMITS.replayConcurrency;

const BUSY: Asked = containerError(429, '');

const FAILED: Asked = containerError(500, '');

const numberIn = (body: string) => (JSON.parse(body) as { n: number }).n;

type Waiting = Awaited<ReturnType<typeof waiting>>;

/** A container that accepts `room` inputs at once and rejects the rest; each answer takes one event loop turn. */
function crowded({ endpoint }: Waiting, room: { now: number }, refusal = BUSY) {
  const answered: number[] = [];
  const seen = { inFlight: 0, most: 0, refused: 0 };
  const { answer } = endpoint;
  endpoint.before.invoke = async () => {
    seen.most = Math.max(seen.most, ++seen.inFlight);
    await new Promise(setImmediate);
  };
  endpoint.answer = (body, model) => {
    const full = seen.inFlight > room.now;
    seen.inFlight -= 1;
    if (full) seen.refused += 1;
    else answered.push(numberIn(body));
    return full ? refusal : answer(body, model);
  };
  return { answered, seen };
}

it('answers more predictions than one page of the queue has', async () => {
  const { ids, store, clock, instance, deadline } = await waiting(250);
  expect(await sweep(instance(), ENDPOINT, [MODEL], deadline())).toMatchObject({ answered: 250 });
  expect(await store.countQueued(MODEL.name, clock.now())).toBe(0);
  expect(await readPrediction(instance(), MODELS, ids[249] ?? '')).toMatchObject({
    output: { echo: { n: 249 } },
  });
});

it('has a few replays in flight at first, more with every round of answers, up to the limit', async () => {
  const world = await waiting(250);
  const { seen } = crowded(world, { now: Infinity });
  const { answer } = world.endpoint;
  const rising: number[] = [];
  world.endpoint.answer = (body, model) => {
    rising.push(seen.inFlight);
    return answer(body, model);
  };
  await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
  expect(rising[0]).toBe(first);
  expect(seen.most).toBe(most);
});

it('slows down for a busy container, and speeds up again', async () => {
  const world = await waiting(250);
  const room = { now: 2 };
  const { answered, seen } = crowded(world, room);
  const { answer } = world.endpoint;
  world.endpoint.answer = (body, model) => {
    if (answered.length === 100) {
      room.now = most;
      seen.most = 0;
    }
    return answer(body, model);
  };
  await sweep(world.instance(), ENDPOINT, [MODEL], world.clock.now() + 24 * 3600 * 1000);
  expect(answered).toHaveLength(250);
  expect(seen.refused).toBeGreaterThan(0);
  // With a fixed number in flight, every other replay would have been rejected.
  expect(seen.refused).toBeLessThan(60);
  expect(seen.most).toBeGreaterThan(first);
});

it('answers the oldest first; a prediction overtakes at most those in flight', async () => {
  const world = await waiting(120);
  const { answered } = crowded(world, { now: 3 });
  await sweep(world.instance(), ENDPOINT, [MODEL], world.clock.now() + 24 * 3600 * 1000);
  expect(answered.toSorted((a, b) => a - b)).toEqual(answered.map((_, place) => place));
  const moved = answered.map((n, place) => Math.abs(n - place));
  expect(Math.max(...moved)).toBeLessThan(most);
});

it('starts no replay while a busy container rests, for as long as its Retry-After says', async () => {
  const world = await waiting(20);
  const { clock, endpoint } = world;
  const document = { code: 'overloaded', status: 503, title: 't', type: 'u', detail: 'd' };
  const message = JSON.stringify({ ...document, retryAfterSeconds: 17 });
  const refusal: Asked = containerError(503, message);
  const { seen } = crowded(world, { now: 0 }, refusal);
  const began: number[] = [];
  const { invoke } = endpoint.before;
  endpoint.before.invoke = async () => {
    began.push(clock.now());
    await invoke?.();
  };
  const start = clock.now();
  await sweep(world.instance(), ENDPOINT, [MODEL], start + (REPLAY_SECONDS + 18) * 1000);
  const rounds = [...new Set(began.map((time) => (time - start) / 1000))];
  expect(rounds).toEqual([0, 17]);
  expect(seen.refused).toBeLessThanOrEqual(first + first / 2);
});

it('keeps the order even if the older of two rejected predictions pauses for longer', async () => {
  const { ids, clock, endpoint, instance, deadline } = await waiting(2);
  const { answer } = endpoint;
  endpoint.answer = () => BUSY;
  await readPrediction(instance(), MODELS, ids[0] ?? '');
  clock.pass(LIMITS.replayPauseSeconds.first);
  const asked: number[] = [];
  endpoint.answer = (body, model) => {
    asked.push(numberIn(body));
    return asked.length > 2 ? answer(body, model) : BUSY;
  };
  await sweep(instance(), ENDPOINT, [MODEL], deadline());
  expect(asked).toEqual([0, 1, 0, 1]);
});

it('does not try to claim a prediction that it has paused itself', async () => {
  const { ids, clock, endpoint, store, instance, deadline } = await waiting(2);
  const { answer } = endpoint;
  endpoint.answer = () => FAILED;
  await readPrediction(instance(), MODELS, ids[0] ?? '');
  clock.pass(LIMITS.replayPauseSeconds.first);
  const asked: number[] = [];
  endpoint.answer = (body, model) => {
    asked.push(numberIn(body));
    if (asked.length > 2) return answer(body, model);
    return asked.length === 1 ? FAILED : BUSY;
  };
  store.calls.length = 0;
  await sweep(instance(), ENDPOINT, [MODEL], deadline());
  expect(asked).toEqual([0, 1, 1, 0]);
  expect(store.calls.filter((call) => call === 'claimPrediction')).toHaveLength(asked.length);
});

it('stops in time, and the next run continues', async () => {
  const { clock, endpoint, instance } = await waiting(30);
  endpoint.before.invoke = () => clock.pass(10);
  const begun = await sweep(
    instance(),
    ENDPOINT,
    [MODEL],
    clock.now() + (REPLAY_SECONDS + 35) * 1000,
  );
  expect(begun.answered).toBeGreaterThan(0);
  expect(begun.answered).toBeLessThan(30);
  endpoint.before = {};
  const ended = await sweep(instance(), ENDPOINT, [MODEL], clock.now() + 900_000);
  expect(begun.answered + ended.answered).toBe(30);
});

it('does not invoke the model when the function might be stopped before the answer is stored', async () => {
  const { clock, endpoint, store, instance } = await waiting(1);
  for (const method of ['claimPrediction', 'readRequest', 'answer'] as const) {
    store.before[method] = () => clock.pass(LIMITS.cloudCallSeconds);
  }
  endpoint.before.invoke = () => clock.pass(LIMITS.invocationSeconds);
  const before = endpoint.count('invoke');
  await sweep(instance(), ENDPOINT, [MODEL], clock.now() + REPLAY_SECONDS * 1000 - 1);
  expect(endpoint.count('invoke')).toBe(before);
  const deadline = clock.now() + REPLAY_SECONDS * 1000;
  expect(await sweep(instance(), ENDPOINT, [MODEL], deadline)).toMatchObject({ answered: 1 });
  expect(clock.now()).toBeLessThanOrEqual(deadline);
});

it('has a lease that is longer than its longest run', () => {
  expect(LIMITS.replayLeaseSeconds).toBeGreaterThan(REPLAY_SECONDS);
});

it('does not wait for predictions that are due after its deadline', async () => {
  const { clock, endpoint, instance } = await waiting(1);
  endpoint.answer = () => BUSY;
  const start = clock.now();
  await sweep(instance(), ENDPOINT, [MODEL], start + (REPLAY_SECONDS + 1) * 1000);
  expect(clock.now()).toBe(start);
});

it('wakes the endpoint again when it is deleted during the replays', async () => {
  const world = await waiting(20);
  const { endpoint, instance, deadline } = world;
  const { answer } = endpoint;
  let answers = 0;
  endpoint.answer = (body, model) => {
    if (++answers === 5) endpoint.vanish(ENDPOINT);
    return answer(body, model);
  };
  await sweep(instance(), ENDPOINT, [MODEL], deadline());
  expect(endpoint.look(ENDPOINT)?.status).toBe('Creating');
});

it('finds in a second read what the queue index did not show in the first', async () => {
  const { store, instance, deadline } = await waiting(1);
  const { queued } = store;
  let looks = 0;
  store.queued = async (...parameters) => (++looks === 1 ? [] : queued.apply(store, parameters));
  expect(await sweep(instance(), ENDPOINT, [MODEL], deadline())).toMatchObject({ answered: 1 });
});

it('continues with the others while a failed prediction pauses, and then retries it', async () => {
  const { ids, endpoint, instance, deadline } = await waiting(6);
  const { answer } = endpoint;
  const order: number[] = [];
  endpoint.answer = (body, model) => {
    order.push(numberIn(body));
    const fails = order.filter((n) => n === 2).length === 1 && order.at(-1) === 2;
    return fails ? FAILED : answer(body, model);
  };
  expect(await sweep(instance(), ENDPOINT, [MODEL], deadline())).toMatchObject({
    answered: ids.length,
  });
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 2]);
});

it('throws when the store fails, after everything in flight has ended', async () => {
  const { endpoint, store, instance, deadline } = await waiting(8);
  let [underWay, answers] = [0, 0];
  endpoint.before.invoke = async () => {
    underWay += 1;
    await new Promise(setImmediate);
    underWay -= 1;
  };
  store.before.answer = () => {
    if (++answers === 1) throw denied('UpdateItem');
  };
  await expect(sweep(instance(), ENDPOINT, [MODEL], deadline())).rejects.toMatchObject({
    kind: 'denied',
  });
  expect(underWay).toBe(0);
});
