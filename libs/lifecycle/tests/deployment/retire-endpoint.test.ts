import { LIMITS } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import {
  jsonRequest,
  observe,
  predict,
  readPrediction,
  reap,
  retireEndpoint,
  wakeEndpoint,
  type EndpointStatus,
} from '../../src/index.ts';
import { denied } from '../../testing/simulated-sagemaker.ts';
import { minutes, park } from '../../testing/asking.ts';
import { failed, NEVER_WOKEN } from '../../src/wake/wake-record.ts';
import {
  createWorld,
  deployedEndpoint,
  deployedModel,
  ENDPOINT,
  INTERVAL_SECONDS,
  MODEL,
  MODELS,
  type World,
} from '../../testing/index.ts';

const retire = (world: World, deadline = world.deadline()) =>
  retireEndpoint(world.instance(), ENDPOINT, [MODEL.name], deadline);

/** Requests, polls and sweeps in the next hours create no endpoint. */
async function staysGone(world: World): Promise<void> {
  const { endpoint, instance } = world;
  const created = endpoint.count('create');
  await expect(predict(instance(), MODEL, jsonRequest({}))).rejects.toMatchObject({
    code: 'model_retired',
  });
  await expect(wakeEndpoint(instance(), MODEL)).rejects.toMatchObject({ code: 'model_retired' });
  const options = { activityIntervalSeconds: INTERVAL_SECONDS };
  for (let hour = 0; hour < 5; hour++) {
    await minutes(world, 60);
    await reap(
      instance(),
      [deployedModel('entailment', deployedEndpoint('entailment', { idleMinutes: 1 }))],
      options,
    );
  }
  expect(await observe(instance(), MODEL)).toMatchObject({ status: 'failed' });
  expect(endpoint.look(ENDPOINT)).toBeUndefined();
  expect(endpoint.count('create')).toBe(created);
  expect(world.schedule.enabled).toBe(false);
}

describe('an endpoint', () => {
  const passing = { seconds: 90, deletes: 1 };
  const lasting = { seconds: Number.POSITIVE_INFINITY, deletes: 1 };
  const statuses: [EndpointStatus, { readonly seconds: number; readonly deletes: number }][] = [
    ['InService', lasting],
    ['Creating', passing],
    ['Updating', passing],
    ['SystemUpdating', passing],
    ['RollingBack', passing],
    ['UpdateRollbackFailed', lasting],
    ['Failed', lasting],
    ['OutOfService', lasting],
    ['Deleting', { seconds: 90, deletes: 0 }],
  ];
  it.each(statuses)('that is %s is deleted for good', async (status, { seconds, deletes }) => {
    const world = createWorld();
    world.endpoint.hold(ENDPOINT, status, seconds);
    expect(await retire(world)).toBe('retired');
    expect(world.endpoint.look(ENDPOINT)).toBeUndefined();
    // No second DeleteEndpoint while the first is in progress.
    expect(world.endpoint.count('delete')).toBe(deletes);
    await staysGone(world);
  });

  it('that does not exist takes no time', async () => {
    const world = createWorld();
    const before = world.clock.now();
    await retire(world);
    expect(world.clock.now()).toBe(before);
    await staysGone(world);
  });

  it('that SageMaker keeps changing is an error before the time limit, and can be retried', async () => {
    const world = createWorld();
    world.endpoint.hold(ENDPOINT, 'SystemUpdating', 300);
    const deadline = world.clock.now() + 100_000;
    await expect(retire(world, deadline)).rejects.toThrow(
      /it is SystemUpdating. Run the same command again/,
    );
    expect(world.clock.now()).toBeLessThan(deadline);
    await retire(world);
    await staysGone(world);
  });

  it('whose deletion is denied is an error', async () => {
    const world = createWorld();
    world.endpoint.put(ENDPOINT);
    world.endpoint.before.delete = () => {
      throw denied('DeleteEndpoint');
    };
    await expect(retire(world)).rejects.toThrow('not authorized to DeleteEndpoint');
  });
});

it('is idempotent, for simultaneous and for successive calls', async () => {
  const world = createWorld();
  world.endpoint.put(ENDPOINT);
  await Promise.all([retire(world), retire(world)]);
  await retire(world);
  await staysGone(world);
});

it('queued predictions fail with the reason', async () => {
  const world = createWorld();
  const ids = [await park(world), await park(world)];
  await retire(world);
  // At once, not only at the next poll.
  expect(await world.store.countQueued(MODEL.name, world.clock.now())).toBe(0);
  for (const id of ids) {
    expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
      status: 'failed',
      error: { code: 'model_retired' },
    });
  }
});

describe('a concurrent wake', () => {
  it('that is about to create an endpoint is waited for, and the endpoint is deleted', async () => {
    const world = createWorld();
    const { endpoint } = world;
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const { promise: creating, resolve: begin } = Promise.withResolvers<undefined>();
    endpoint.before.create = () => {
      begin(undefined);
      return released;
    };
    const waking = wakeEndpoint(world.instance(), MODEL);
    await creating;
    const looks = endpoint.count('describe');
    endpoint.before.describe = async () => {
      if (endpoint.count('describe') !== looks + 10) return;
      release(undefined);
      await waking;
    };
    await retire(world);
    await staysGone(world);
  });

  it('that creates late, after another caller has given it up, is waited for as well', async () => {
    const world = createWorld();
    const { clock, endpoint, store } = world;
    await park(world);
    endpoint.vanish(ENDPOINT);
    const { record = NEVER_WOKEN, version } = await store.readWake(ENDPOINT.key);
    await store.writeWake(ENDPOINT.key, failed(record, clock.now(), 'out of memory'), version);
    const looks = endpoint.count('describe');
    endpoint.before.describe = () => {
      if (endpoint.count('describe') === looks + 3) endpoint.put(ENDPOINT);
    };
    await retire(world);
    expect(endpoint.count('delete')).toBe(1);
    await staysGone(world);
  });

  it('is waited for by a second try, too, when the first died after its first write', async () => {
    const world = createWorld();
    const { clock, endpoint, store } = world;
    await park(world);
    endpoint.vanish(ENDPOINT);
    endpoint.before.describe = () => {
      throw new Error('killed');
    };
    await expect(retire(world)).rejects.toThrow('killed');
    endpoint.before = {};
    const began = clock.now();
    await retire(world);
    expect(clock.now() - began).toBeGreaterThanOrEqual(LIMITS.wakeLeaseSeconds * 1000);
    expect(store.wakes.get(ENDPOINT.key)?.record.status).toBe('retired');
  });

  it.each(Array.from({ length: 12 }, (_, step) => [step]))(
    'between two steps of the retirement (before call %i) leaves no endpoint',
    async (step) => {
      const world = createWorld();
      const { endpoint, store, instance } = world;
      let calls = 0;
      let woken = false;
      const race = async () => {
        if (calls++ !== step || woken) return;
        woken = true;
        await wakeEndpoint(instance(), MODEL).catch(() => undefined);
      };
      for (const call of ['describe', 'delete'] as const) endpoint.before[call] = race;
      for (const call of ['readWake', 'writeWake', 'queued'] as const) store.before[call] = race;
      await retire(world);
      endpoint.before = {};
      store.before = {};
      await staysGone(world);
    },
  );

  it.each(['readWake', 'writeWake', 'countQueued'] as const)(
    'that the retirement overtakes at %s creates nothing',
    async (call) => {
      const world = createWorld();
      const { store, instance } = world;
      let overtaken = false;
      store.before[call] = async () => {
        if (overtaken) return;
        overtaken = true;
        await retire(world);
      };
      await expect(predict(instance(), MODEL, jsonRequest({}))).rejects.toMatchObject({
        code: 'model_retired',
      });
      expect(overtaken).toBe(true);
      await staysGone(world);
    },
  );
});
