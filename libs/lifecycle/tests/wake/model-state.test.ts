import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { describe, expect, it } from 'vitest';
import { jsonRequest, observe, predict, wakeEndpoint } from '../../src/index.ts';
import { park } from '../../testing/asking.ts';
import { createWorld, ENDPOINT, MODEL } from '../../testing/index.ts';

const input = { premise: 'a' };

function throttled(operation: string, service = 'SageMaker') {
  return new CloudError('throttled', { service, operation }, 'Rate exceeded');
}

describe('the state of an endpoint', () => {
  it('is asleep, then waking with its phase, then awake', async () => {
    const world = createWorld();
    const { clock, instance } = world;
    expect(await observe(instance(), MODEL)).toEqual({ status: 'asleep' });
    await wakeEndpoint(instance(), MODEL);
    clock.pass(50);
    expect(await observe(instance(), MODEL)).toMatchObject({
      status: 'waking',
      phase: 'creating',
      elapsedSeconds: 50,
      estimateSeconds: LIMITS.firstWakeEstimateSeconds,
    });
    clock.pass(150);
    expect(await observe(instance(), MODEL)).toMatchObject({ status: 'awake' });
  });

  it('estimates a wake by the median of the latest ones', async () => {
    const world = createWorld();
    const { clock, endpoint, instance } = world;
    for (const seconds of [100, 900, 120, 110, 130, 140]) {
      endpoint.creationSeconds = seconds;
      await wakeEndpoint(instance(), MODEL);
      // Seen in service later; what counts is the time that SageMaker reports.
      clock.pass(seconds + 500);
      await observe(instance(), MODEL);
      endpoint.vanish(ENDPOINT);
    }
    const state = await wakeEndpoint(instance(), MODEL);
    expect(state).toMatchObject({ status: 'waking', estimateSeconds: 130 });
  });

  it('ignores an endpoint that existed already for the estimate', async () => {
    const { endpoint, store, instance } = createWorld();
    store.before.park = () => endpoint.put(ENDPOINT);
    await predict(instance(), MODEL, jsonRequest(input));
    expect(store.wakes.get(ENDPOINT.key)?.record.durationsSeconds).toEqual([]);
  });

  it('has the number of queued predictions and the last use', async () => {
    const world = createWorld();
    await park(world);
    await park(world);
    expect(await observe(world.instance(), MODEL)).toMatchObject({
      queued: 2,
      lastUsedAt: new Date(world.clock.now()).toISOString(),
    });
  });
});

it('a failed DescribeEndpoint makes the state unknown, with the last use', async () => {
  const world = createWorld();
  world.endpoint.put(ENDPOINT);
  await predict(world.instance(), MODEL, jsonRequest({}));
  world.endpoint.before.describe = () => {
    throw throttled('DescribeEndpoint');
  };
  expect(await observe(world.instance(), MODEL)).toEqual({
    status: 'unknown',
    lastUsedAt: new Date(world.clock.now()).toISOString(),
  });
  expect(world.lines).toContainEqual(
    expect.objectContaining({ level: 'warn', event: 'state_not_known', endpoint: ENDPOINT.key }),
  );
  world.endpoint.before = {};
  expect(await observe(world.instance(), MODEL)).toMatchObject({ status: 'awake' });
});

it('a table that cannot be read makes the state unknown', async () => {
  const world = createWorld();
  for (const method of ['readWake', 'readActivity', 'countQueued'] as const) {
    world.store.before[method] = () => {
      throw throttled('GetItem', 'DynamoDB');
    };
  }
  expect(await observe(world.instance(), MODEL)).toEqual({ status: 'unknown' });
});

it('a wake succeeds even if its state is unknown afterwards', async () => {
  const world = createWorld();
  let looks = 0;
  world.endpoint.before.describe = () => {
    if (++looks > 2) throw throttled('DescribeEndpoint');
  };
  expect(await wakeEndpoint(world.instance(), MODEL)).toMatchObject({ status: 'unknown' });
  expect(world.endpoint.count('create')).toBe(1);
});

it('a bug of our own is not hidden as an unknown state', async () => {
  const world = createWorld();
  world.endpoint.before.describe = () => {
    throw new TypeError('a mistake');
  };
  await expect(observe(world.instance(), MODEL)).rejects.toThrow('a mistake');
});
