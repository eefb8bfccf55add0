import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { describe, expect, it } from 'vitest';
import { jsonRequest, observe, predict, readPrediction, wakeEndpoint } from '../../src/index.ts';
import {
  createWorld,
  deployedEndpoint,
  deployedModel,
  ENDPOINT,
  MODEL,
  MODELS,
} from '../../testing/index.ts';
import { minutes, park } from '../../testing/asking.ts';

const REASON =
  'The primary container for production variant main did not pass the ping health check. See https://console.aws/x.';

const input = { premise: 'a' };

describe('a creation that fails', () => {
  it('because the endpoint disappears is tried three times, too', async () => {
    const world = createWorld();
    const { endpoint, instance } = world;
    const id = await park(world);
    for (let minute = 0; minute < 10; minute++) {
      endpoint.vanish(ENDPOINT);
      await minutes(world, 1);
    }
    expect(endpoint.count('create')).toBe(LIMITS.wakeAttempts);
    expect((await readPrediction(instance(), MODELS, id))?.error?.detail).toContain('disappeared');
  });

  it('is tried three times; then queued predictions fail with the reason', async () => {
    const world = createWorld();
    const { endpoint, instance } = world;
    endpoint.failure = REASON;
    const id = await park(world);
    await minutes(world, 40);
    expect(endpoint.count('create')).toBe(LIMITS.wakeAttempts);
    expect(endpoint.look(ENDPOINT)).toBeUndefined();
    const found = await readPrediction(instance(), MODELS, id);
    expect(found).toMatchObject({ status: 'failed', error: { code: 'endpoint_failed' } });
    const shown = 'did not pass the ping health check. See (link)';
    expect(found?.error?.detail).toContain(shown);
    expect(await observe(instance(), MODEL)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining(shown) as string,
    });
  });

  it('is not retried at once for a new request, but after a rest', async () => {
    const world = createWorld();
    const { clock, endpoint, instance } = world;
    endpoint.failure = REASON;
    await park(world);
    // Until the third attempt has failed, so that the rest has just begun.
    while (world.store.wakes.get(ENDPOINT.key)?.record.status !== 'failed') await minutes(world, 1);
    await expect(predict(instance(), MODEL, jsonRequest(input))).rejects.toMatchObject({
      code: 'endpoint_failed',
    });
    await expect(wakeEndpoint(instance(), MODEL)).rejects.toMatchObject({
      code: 'endpoint_failed',
    });
    expect(await world.store.countQueued(MODEL.name, clock.now())).toBe(0);
    endpoint.failure = undefined;
    clock.pass(LIMITS.failedRestSeconds.least);
    expect((await predict(instance(), MODEL, jsonRequest(input))).kind).toBe('parked');
  });

  it('makes the endpoint rest longer after each failure, and not at all for another configuration', async () => {
    const world = createWorld();
    const { clock, endpoint, store } = world;
    const rest = () =>
      ((store.wakes.get(ENDPOINT.key)?.record.restUntil ?? 0) - clock.now()) / 1000;
    endpoint.failure = REASON;
    for (const seconds of [60, 120, 240]) {
      await park(world);
      while (store.wakes.get(ENDPOINT.key)?.record.status !== 'failed') await minutes(world, 1);
      expect(rest()).toBe(seconds);
      clock.pass(seconds);
    }
    await park(world);
    while (store.wakes.get(ENDPOINT.key)?.record.status !== 'failed') await minutes(world, 1);
    const other = deployedEndpoint('entailment', { endpointConfigName: 'config-2' });
    const moved = deployedModel('entailment', other);
    await park(world, moved);
    while (store.wakes.get(ENDPOINT.key)?.record.status !== 'failed') {
      await minutes(world, 1, moved);
    }
    expect(rest()).toBe(60);
  });

  it("because SageMaker rejects it is tried three times, too, and SageMaker's message is shown", async () => {
    const world = createWorld();
    const { endpoint, instance } = world;
    const words = "The account-level service limit 'ml.m5.large for endpoint usage' is 0 Instances";
    endpoint.before.create = () => {
      throw new CloudError('refused', { service: 'SageMaker', operation: 'CreateEndpoint' }, words);
    };
    const id = await park(world);
    await minutes(world, 10);
    expect(endpoint.count('create')).toBe(LIMITS.wakeAttempts);
    expect((await readPrediction(instance(), MODELS, id))?.error?.detail).toBe(words);
  });

  it.each(['create', 'delete'] as const)(
    'counts as an attempt even if responses are lost, up to that of %s',
    async (lost) => {
      const world = createWorld();
      const { endpoint } = world;
      const where = { service: 'SageMaker', operation: lost };
      let created = 0;
      const calls = {
        create: endpoint.create.bind(endpoint),
        delete: endpoint.delete.bind(endpoint),
      };
      let losses = 2;
      const losing = async <T>(outcome: Promise<T>, call: string): Promise<T> => {
        const value = await outcome;
        if (value === 'created') created += 1;
        const now = call === 'create' ? losses === 2 : lost === 'delete' && losses === 1;
        if (!now) return value;
        losses -= 1;
        throw new CloudError('unavailable', where, 'socket hang up');
      };
      endpoint.create = (model) => losing(calls.create(model), 'create');
      endpoint.delete = (model) => losing(calls.delete(model), 'delete');
      endpoint.failure = REASON;
      await park(world);
      for (let minute = 0; minute < 40; minute++) {
        await minutes(world, 1).catch(() => undefined);
      }
      expect(created).toBe(LIMITS.wakeAttempts);
      expect(world.store.wakes.get(ENDPOINT.key)?.record.status).toBe('failed');
    },
  );

  it('counts even if its response is lost and the instance that deletes the endpoint dies', async () => {
    const world = createWorld();
    const { endpoint, store } = world;
    const create = endpoint.create.bind(endpoint);
    const remove = endpoint.delete.bind(endpoint);
    const where = { service: 'SageMaker', operation: 'CreateEndpoint' };
    let created = 0;
    endpoint.failure = REASON;
    endpoint.create = async (model) => {
      if ((await create(model)) === 'created') created += 1;
      throw new CloudError('unavailable', where, 'socket hang up');
    };
    endpoint.delete = async (model) => {
      const outcome = await remove(model);
      store.before.writeWake = () => new Promise<void>(() => {});
      return outcome;
    };
    await park(world);
    for (let check = 0; check < 20; check++) {
      world.clock.pass(endpoint.creationSeconds);
      void minutes(world, 1);
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      store.before = {};
    }
    expect(created).toBe(LIMITS.wakeAttempts);
  });

  it('because AWS throttles is retried until it works', async () => {
    const world = createWorld();
    const { clock, endpoint, instance } = world;
    const where = { service: 'SageMaker', operation: 'CreateEndpoint' };
    endpoint.before.create = () => {
      throw new CloudError('throttled', where, 'Rate exceeded');
    };
    const id = await park(world);
    await minutes(world, 2 * LIMITS.wakeAttempts);
    endpoint.before = {};
    await minutes(world, 1);
    clock.pass(endpoint.creationSeconds);
    expect(await readPrediction(instance(), MODELS, id)).toMatchObject({ status: 'succeeded' });
  });
});
