import { describe, expect, it } from 'vitest';
import {
  jsonRequest,
  predict,
  predictOnce,
  readPrediction,
  reap,
  sweep,
  wakeEndpoint,
} from '../../src/index.ts';
import { failed, NEVER_WOKEN, retired } from '../../src/wake/wake-record.ts';
import { minutes, park } from '../../testing/asking.ts';
import {
  createWorld,
  deployedModel,
  ENDPOINT,
  INTERVAL_SECONDS,
  MODEL,
  MODELS,
  type World,
} from '../../testing/index.ts';

const HOUR = 3600 * 1000;
const DAY_SECONDS = 24 * 3600;

/** The time is 2026-01-01 00:00 UTC. */
function worldWithCeiling(): World {
  const world = createWorld();
  world.ceiling.seconds = 3600;
  return world;
}

/** Another endpoint of the stack has used up today's awake hours. */
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
  it('a prediction for a sleeping endpoint is refused with the time of the reset', async () => {
    const world = worldWithCeiling();
    useUp(world);
    const refused = predict(world.instance(), MODEL, jsonRequest({}));
    await expect(refused).rejects.toMatchObject(refusal);
    await expect(refused).rejects.toThrow(
      'This stack may be awake for 1 hour a day (pilotlight:awakeHoursPerDay). ' +
        'Sleeping models can be woken again from 2026-01-02 00:00 UTC on.',
    );
    expect(world.store.rows.size).toBe(0);
    expect(world.endpoint.count('create')).toBe(0);
  });

  it('a wake is refused', async () => {
    const world = worldWithCeiling();
    useUp(world);
    await expect(wakeEndpoint(world.instance(), MODEL)).rejects.toMatchObject(refusal);
    expect(world.endpoint.count('create')).toBe(0);
    expect(world.store.wakes.size).toBe(0);
  });

  it('predictions are accepted again from the next UTC day on', async () => {
    const world = worldWithCeiling();
    useUp(world);
    world.clock.pass(DAY_SECONDS - 1);
    await expect(predict(world.instance(), MODEL, jsonRequest({}))).rejects.toMatchObject({
      retryAfterSeconds: 1,
    });
    world.clock.pass(1);
    expect((await predict(world.instance(), MODEL, jsonRequest({}))).kind).toBe('parked');
  });

  it('a prediction with an idempotency key is refused too, and the key can be used for a retry', async () => {
    const world = worldWithCeiling();
    useUp(world);
    const ask = () => predictOnce(world.instance(), MODEL, jsonRequest({}), 'key');
    await expect(ask()).rejects.toMatchObject(refusal);
    expect(await world.store.queued(MODEL.name, world.clock.now())).toEqual([]);
    world.clock.pass(DAY_SECONDS - 60);
    await expect(ask()).rejects.toMatchObject({ ...refusal, retryAfterSeconds: 60 });
    world.clock.pass(60);
    expect((await ask()).kind).toBe('parked');
  });

  it('a prediction for a retired endpoint is refused because it is retired', async () => {
    const world = worldWithCeiling();
    useUp(world);
    world.store.wakes.set(ENDPOINT.key, { record: retired(NEVER_WOKEN, 0), version: 1 });
    await expect(predict(world.instance(), MODEL, jsonRequest({}))).rejects.toMatchObject({
      code: 'model_retired',
    });
  });

  it('a prediction for an awake endpoint is one InvokeEndpoint and no other call', async () => {
    const world = worldWithCeiling();
    useUp(world);
    world.endpoint.put(ENDPOINT);
    expect((await predict(world.instance(), MODEL, jsonRequest({}))).kind).toBe('answered');
    expect(world.endpoint.calls).toEqual(['invoke']);
    expect(world.ledgers.calls).toEqual([]);
  });

  it('a running endpoint is not deleted', async () => {
    const world = worldWithCeiling();
    useUp(world);
    world.endpoint.put(ENDPOINT);
    world.store.activity.set(ENDPOINT.key, world.clock.now());
    const options = { activityIntervalSeconds: INTERVAL_SECONDS };
    expect(await reap(world.instance(), [MODEL], options)).toMatchObject([{ decision: 'kept' }]);
    expect(await wakeEndpoint(world.instance(), MODEL)).toMatchObject({ status: 'awake' });
  });

  it('an open wake continues, also for predictions that are sent meanwhile', async () => {
    const world = worldWithCeiling();
    const first = await park(world);
    useUp(world);
    const second = await park(world);
    world.clock.pass(world.endpoint.creationSeconds);
    await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
    for (const id of [first, second]) {
      expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
        status: 'succeeded',
      });
    }
  });

  it('a prediction waits for an endpoint that is being created without a wake', async () => {
    const world = worldWithCeiling();
    useUp(world);
    await world.endpoint.create(ENDPOINT);
    expect((await predict(world.instance(), MODEL, jsonRequest({}))).kind).toBe('parked');
    expect(world.endpoint.count('create')).toBe(1);
  });

  it('a prediction is refused even if the hours run out after it was parked, before the wake', async () => {
    const world = worldWithCeiling();
    world.store.before.park = () => useUp(world);
    await expect(predict(world.instance(), MODEL, jsonRequest({}))).rejects.toMatchObject(refusal);
    expect([...world.store.rows.values()]).toMatchObject([
      { status: 'failed', error: { code: 'awake_ceiling' } },
    ]);
    expect(world.endpoint.count('create')).toBe(0);
  });

  it('a prediction that was accepted before stays queued, and is answered after the reset', async () => {
    const world = worldWithCeiling();
    world.clock.pass(60);
    const id = await park(world);
    world.clock.pass(world.endpoint.creationSeconds);
    useUp(world);
    world.endpoint.before.invoke = () => world.endpoint.vanish(ENDPOINT);
    await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
    world.endpoint.before = {};
    expect(world.endpoint.count('create')).toBe(1);
    expect(world.endpoint.look(ENDPOINT)).toBeUndefined();

    // All day long the schedule stays enabled and the prediction queued.
    const options = { activityIntervalSeconds: INTERVAL_SECONDS };
    for (let hour = 0; hour < 23; hour++) {
      world.clock.pass(3600);
      await reap(world.instance(), [MODEL], options);
      expect(world.schedule.enabled).toBe(true);
      await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
      expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
        status: 'queued',
        state: { status: 'asleep', queued: 1 },
      });
    }
    expect(world.endpoint.count('create')).toBe(1);

    // The endpoint gets ready only after the prediction is 24 hours old; queued predictions are kept for 48.
    world.clock.pass(3600 - 60 - world.endpoint.creationSeconds);
    world.endpoint.creationSeconds = 600;
    await minutes(world, 15);
    expect(world.endpoint.count('create')).toBe(2);
    expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
      status: 'succeeded',
    });
  });

  it('a queued prediction does not fail because of an earlier failed wake', async () => {
    const world = worldWithCeiling();
    const now = world.clock.now();
    const record = {
      ...failed(NEVER_WOKEN, now - HOUR, 'out of memory'),
      configuration: 'config-1',
    };
    world.store.wakes.set(ENDPOINT.key, { record, version: 1 });
    useUp(world);
    await world.store.park({ id: '01', model: MODEL.name, request: jsonRequest({}), now });
    await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
    expect(world.store.rows.get('01')).toMatchObject({ status: 'queued' });
  });
});

describe('the ceiling', () => {
  it('is reached by the counted time, as precise as the observations are', async () => {
    const world = worldWithCeiling();
    await wakeEndpoint(world.instance(), MODEL);
    await minutes(world, 59);
    world.endpoint.vanish(ENDPOINT);
    expect((await predict(world.instance(), MODEL, jsonRequest({}))).kind).toBe('parked');
    await minutes(world, 2);
    world.endpoint.vanish(ENDPOINT);
    // The wake of this endpoint is still open; the other endpoint would need a new one.
    await expect(
      predict(world.instance(), deployedModel('other'), jsonRequest({})),
    ).rejects.toMatchObject({
      code: 'awake_ceiling',
    });
  });

  it('makes no call when it is not set', async () => {
    const world = createWorld();
    useUp(world);
    expect((await predict(world.instance(), MODEL, jsonRequest({}))).kind).toBe('parked');
    expect(world.ledgers.calls).toEqual([]);
  });
});
