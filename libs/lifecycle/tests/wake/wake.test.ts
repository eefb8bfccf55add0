import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { describe, expect, it } from 'vitest';
import { glancing, observe, readPrediction, wakeEndpoint } from '../../src/index.ts';
import { NEVER_WOKEN } from '../../src/wake/wake-record.ts';
import { park } from '../../testing/asking.ts';
import { createWorld, ENDPOINT, MODEL, MODELS } from '../../testing/index.ts';

describe('a wake while the previous endpoint is being deleted', () => {
  it('waits for the deletion and then creates one', async () => {
    const world = createWorld();
    const { clock, endpoint, instance } = world;
    endpoint.put(ENDPOINT);
    await endpoint.delete(ENDPOINT);
    const id = await park(world);
    expect(await observe(instance(), MODEL)).toMatchObject({
      status: 'waking',
      phase: 'clearing',
    });
    expect(endpoint.count('create')).toBe(0);
    clock.pass(endpoint.deletionSeconds);
    await readPrediction(instance(), MODELS, id);
    expect(endpoint.count('create')).toBe(1);
    clock.pass(endpoint.creationSeconds);
    expect(await readPrediction(instance(), MODELS, id)).toMatchObject({ status: 'succeeded' });
  });
});

describe('a wake whose caller dies', () => {
  it('is taken over by a poll when the lease has expired', async () => {
    const world = createWorld();
    const { clock, endpoint, instance } = world;
    endpoint.before.create = () => new Promise<void>(() => {});
    void park(world);
    while (endpoint.count('create') === 0) await new Promise(setImmediate);
    endpoint.before = {};
    await observe(instance(), MODEL);
    await park(world);
    expect(endpoint.count('create')).toBe(1);
    clock.pass(LIMITS.wakeLeaseSeconds);
    await observe(instance(), MODEL);
    expect(endpoint.count('create')).toBe(2);
  });

  it('during CreateEndpoint leaves the schedule enabled for the endpoint', async () => {
    const world = createWorld();
    const { endpoint, schedule } = world;
    let enabled: boolean | undefined;
    endpoint.before.create = () => {
      enabled = schedule.enabled;
      return new Promise<void>(() => {});
    };
    void park(world);
    while (enabled === undefined) await new Promise(setImmediate);
    expect(enabled).toBe(true);
  });

  it('before it enables the schedule does not leave another caller without it', async () => {
    const world = createWorld();
    const { endpoint, schedule } = world;
    endpoint.before.describe = () => new Promise<void>(() => {});
    void park(world);
    while (endpoint.count('describe') === 0) await new Promise(setImmediate);
    endpoint.before = {};
    await park(world);
    expect(schedule.enabled).toBe(true);
  });
});

describe('a wake that meets another one', () => {
  it('does not create a second endpoint because of a cached description', async () => {
    const { clock, endpoint, instance } = createWorld();
    const calls = { endpoints: endpoint, host: endpoint };
    const api = { ...instance(), ...glancing(calls, clock, LIMITS.glanceSeconds) };
    await observe(api, MODEL);
    await wakeEndpoint(instance(), MODEL);
    await wakeEndpoint(api, MODEL);
    expect(endpoint.count('create')).toBe(1);
  });

  it('does not accept a prediction when the schedule cannot be enabled', async () => {
    const world = createWorld();
    const { endpoint } = world;
    endpoint.before.describe = () => new Promise<void>(() => {});
    void park(world);
    while (endpoint.count('describe') === 0) await new Promise(setImmediate);
    endpoint.before.enable = () => {
      throw new CloudError('throttled', { service: 'EventBridge', operation: 'EnableRule' }, 'x');
    };
    await expect(park(world)).rejects.toMatchObject({ kind: 'throttled' });
  });

  it('that ends at this moment opens a new one', async () => {
    const world = createWorld();
    const { endpoint, store } = world;
    await wakeEndpoint(world.instance(), MODEL);
    endpoint.vanish(ENDPOINT);
    store.before.writeWake = () => {
      store.before = {};
      store.wakes.set(ENDPOINT.key, { record: NEVER_WOKEN, version: 99 });
    };
    await park(world);
    expect(endpoint.count('create')).toBe(2);
  });

  it('releases the lease at once when an AWS call fails', async () => {
    const world = createWorld();
    const where = { service: 'SageMaker', operation: 'DescribeEndpoint' };
    world.endpoint.before.describe = () => {
      throw new CloudError('unavailable', where, 'down');
    };
    await expect(park(world)).rejects.toMatchObject({ kind: 'unavailable' });
    world.endpoint.before = {};
    await park(world);
    expect(world.endpoint.count('create')).toBe(1);
  });
});

describe('the schedule', () => {
  it('is enabled even if a write that the SDK sent twice looks lost', async () => {
    const world = createWorld();
    const { store, schedule } = world;
    const write = store.writeWake.bind(store);
    let writes = 0;
    store.writeWake = async (...given) => {
      const version = await write(...given);
      return ++writes === 2 ? write(...given) : version;
    };
    await park(world);
    expect(schedule.enabled).toBe(true);
  });

  it('that could not be enabled after the creation is enabled by the next poll', async () => {
    const world = createWorld();
    const { endpoint, schedule, instance } = world;
    endpoint.before.create = () => {
      schedule.enabled = false;
      endpoint.before.enable = () => {
        throw new CloudError('throttled', { service: 'EventBridge', operation: 'EnableRule' }, 'x');
      };
    };
    await park(world);
    expect(schedule.enabled).toBe(false);
    endpoint.before = {};
    await observe(instance(), MODEL);
    expect(schedule.enabled).toBe(true);
  });

  it('is enabled when the wake completes, after a reaper disabled it and died', async () => {
    const world = createWorld();
    const { clock, schedule, instance } = world;
    await park(world);
    schedule.enabled = false;
    clock.pass(world.endpoint.creationSeconds);
    await observe(instance(), MODEL);
    expect(schedule.enabled).toBe(true);
  });
});
