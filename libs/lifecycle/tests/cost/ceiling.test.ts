import { describe, expect, it } from 'vitest';
import { predict, predictOnce, readPrediction, reap, sweep, wakeModel } from '../../src/index.ts';
import { failed, NEVER_WOKEN, retired } from '../../src/wake/wake-record.ts';
import { minutes, park } from '../fakes/asking.ts';
import { createWorld, INTERVAL_SECONDS, MODEL, type World } from '../fakes/world.ts';

const HOUR = 3600 * 1000;
const DAY_SECONDS = 24 * 3600;

/** Today is 2026-01-01, and it has just begun. */
function worldWithCeiling(): World {
  const world = createWorld();
  world.hosting.ceilingSeconds = 3600;
  return world;
}

/** Another model of the stack has used up what there is for today. */
function useUp(world: World): void {
  const ledger = {
    since: world.clock.now(),
    awakeMilliseconds: HOUR,
    instanceMilliseconds: {},
    days: { [new Date(world.clock.now()).toISOString().slice(0, 10)]: HOUR },
    lives: [],
  };
  world.ledgers.rows.set('other', { ledger, version: 1 });
}

const refusal = { code: 'awake_ceiling', status: 429, retryAfterSeconds: DAY_SECONDS };

describe("when today's awake hours are used up", () => {
  it('a prediction for a sleeping model is refused, not accepted, with the time of the reset', async () => {
    const world = worldWithCeiling();
    useUp(world);
    const refused = predict(world.instance(), MODEL, {});
    await expect(refused).rejects.toMatchObject(refusal);
    await expect(refused).rejects.toThrow(
      'This stack may be awake for 1 hour a day (pilotlight:awakeHoursPerDay). ' +
        'What sleeps can be woken again from 2026-01-02 00:00 UTC on.',
    );
    expect(world.store.rows.size).toBe(0);
    expect(world.endpoint.count('create')).toBe(0);
  });

  it('a wake is refused', async () => {
    const world = worldWithCeiling();
    useUp(world);
    await expect(wakeModel(world.instance(), MODEL)).rejects.toMatchObject(refusal);
    expect(world.endpoint.count('create')).toBe(0);
    expect(world.store.wakes.size).toBe(0);
  });

  it('both go through again from the next UTC day on', async () => {
    const world = worldWithCeiling();
    useUp(world);
    world.clock.pass(DAY_SECONDS - 1);
    await expect(predict(world.instance(), MODEL, {})).rejects.toMatchObject({
      retryAfterSeconds: 1,
    });
    world.clock.pass(1);
    expect((await predict(world.instance(), MODEL, {})).kind).toBe('parked');
  });

  it('a prediction with an idempotency key is refused too, and its key is free for another try', async () => {
    const world = worldWithCeiling();
    useUp(world);
    const ask = () => predictOnce(world.instance(), MODEL, {}, 'key');
    await expect(ask()).rejects.toMatchObject(refusal);
    expect(await world.store.queued(MODEL, world.clock.now())).toEqual([]);
    world.clock.pass(DAY_SECONDS - 60);
    await expect(ask()).rejects.toMatchObject({ ...refusal, retryAfterSeconds: 60 });
    world.clock.pass(60);
    expect((await ask()).kind).toBe('parked');
  });

  it('a model that leaves the stack is refused for that, and for good', async () => {
    const world = worldWithCeiling();
    useUp(world);
    world.store.wakes.set(MODEL, { record: retired(NEVER_WOKEN, 0), version: 1 });
    await expect(predict(world.instance(), MODEL, {})).rejects.toMatchObject({
      code: 'model_retired',
    });
  });

  it('an awake endpoint is asked by one InvokeEndpoint and nothing else', async () => {
    const world = worldWithCeiling();
    useUp(world);
    world.endpoint.put(MODEL);
    expect((await predict(world.instance(), MODEL, {})).kind).toBe('answered');
    expect(world.endpoint.calls).toEqual(['invoke']);
    expect(world.ledgers.calls).toEqual([]);
  });

  it('an endpoint that runs is not deleted for it', async () => {
    const world = worldWithCeiling();
    useUp(world);
    world.endpoint.put(MODEL);
    world.store.activity.set(MODEL, world.clock.now());
    const options = { idleSeconds: 2400, activityIntervalSeconds: INTERVAL_SECONDS };
    expect(await reap(world.instance(), [MODEL], options)).toMatchObject([{ decision: 'kept' }]);
    expect(await wakeModel(world.instance(), MODEL)).toMatchObject({ status: 'awake' });
  });

  it('a wake that is open goes on, and takes in who asks meanwhile', async () => {
    const world = worldWithCeiling();
    const first = await park(world);
    useUp(world);
    const second = await park(world);
    world.clock.pass(world.endpoint.creationSeconds);
    await sweep(world.instance(), MODEL, world.deadline());
    for (const id of [first, second]) {
      expect(await readPrediction(world.instance(), id)).toMatchObject({ status: 'succeeded' });
    }
  });

  it('an endpoint that is on its way without a wake of ours is waited for', async () => {
    const world = worldWithCeiling();
    useUp(world);
    await world.endpoint.create(MODEL);
    expect((await predict(world.instance(), MODEL, {})).kind).toBe('parked');
    expect(world.endpoint.count('create')).toBe(1);
  });

  it('between the first look and the wake, what was parked is refused all the same', async () => {
    const world = worldWithCeiling();
    world.store.before.park = () => useUp(world);
    await expect(predict(world.instance(), MODEL, {})).rejects.toMatchObject(refusal);
    expect([...world.store.rows.values()]).toMatchObject([
      { status: 'failed', error: { code: 'awake_ceiling' } },
    ]);
    expect(world.endpoint.count('create')).toBe(0);
  });

  it('what was accepted before waits, to its answer after the reset', async () => {
    const world = worldWithCeiling();
    world.clock.pass(60);
    const id = await park(world);
    world.clock.pass(world.endpoint.creationSeconds);
    useUp(world);
    world.endpoint.before.invoke = () => world.endpoint.vanish(MODEL);
    await sweep(world.instance(), MODEL, world.deadline());
    world.endpoint.before = {};
    expect(world.endpoint.count('create')).toBe(1);
    expect(world.endpoint.look(MODEL)).toBeUndefined();

    // It is looked after all day long, and stays queued.
    const options = { idleSeconds: 2400, activityIntervalSeconds: INTERVAL_SECONDS };
    for (let hour = 0; hour < 23; hour++) {
      world.clock.pass(3600);
      await reap(world.instance(), [MODEL], options);
      expect(world.schedule.enabled).toBe(true);
      await sweep(world.instance(), MODEL, world.deadline());
      expect(await readPrediction(world.instance(), id)).toMatchObject({
        status: 'queued',
        state: { status: 'asleep', queued: 1 },
      });
    }
    expect(world.endpoint.count('create')).toBe(1);

    // The day ends less than 24 hours after it was asked, and its endpoint needs longer than what is left of them.
    world.clock.pass(3600 - 60 - world.endpoint.creationSeconds);
    world.endpoint.creationSeconds = 600;
    await minutes(world, 15);
    expect(world.endpoint.count('create')).toBe(2);
    expect(await readPrediction(world.instance(), id)).toMatchObject({ status: 'succeeded' });
  });

  it('what waits after an earlier failure is not failed for it', async () => {
    const world = worldWithCeiling();
    const now = world.clock.now();
    const record = {
      ...failed(NEVER_WOKEN, now - HOUR, 'out of memory'),
      configuration: 'config-1',
    };
    world.store.wakes.set(MODEL, { record, version: 1 });
    useUp(world);
    await world.store.park({ id: '01', model: MODEL, input: '{}', now });
    await sweep(world.instance(), MODEL, world.deadline());
    expect(world.store.rows.get('01')).toMatchObject({ status: 'queued' });
  });
});

describe('the ceiling', () => {
  it('is reached by what was counted, to the accuracy of the looks', async () => {
    const world = worldWithCeiling();
    await wakeModel(world.instance(), MODEL);
    await minutes(world, 59);
    world.endpoint.vanish(MODEL);
    expect((await predict(world.instance(), MODEL, {})).kind).toBe('parked');
    await minutes(world, 2);
    world.endpoint.vanish(MODEL);
    // The wake for what was parked is open yet; another model's is not.
    await expect(predict(world.instance(), 'other', {})).rejects.toMatchObject({
      code: 'awake_ceiling',
    });
  });

  it('that is not set costs no call', async () => {
    const world = createWorld();
    useUp(world);
    expect((await predict(world.instance(), MODEL, {})).kind).toBe('parked');
    expect(world.ledgers.calls).toEqual([]);
  });
});
