import { LIMITS } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import { jsonRequest, observe, predict, reap, sweep, wakeEndpoint } from '../../src/index.ts';
import { denied } from '../../testing/simulated-sagemaker.ts';
import { park } from '../../testing/asking.ts';
import {
  createWorld,
  deployedEndpoint,
  deployedModel,
  ENDPOINT,
  functionModel,
  INTERVAL_SECONDS,
  MODEL,
  type World,
} from '../../testing/index.ts';

const IDLE_SECONDS = ENDPOINT.idleMinutes * 60;

const OPTIONS = { activityIntervalSeconds: INTERVAL_SECONDS };

const run = (world: World) => reap(world.instance(), [MODEL], OPTIONS);

async function decide(world: World) {
  const [reaped] = await run(world);
  return reaped?.decision;
}

/** An endpoint in service, used just now, with the schedule enabled. */
function awake(): World {
  const world = createWorld();
  world.endpoint.put(ENDPOINT);
  world.store.activity.set(ENDPOINT.key, world.clock.now());
  world.schedule.enabled = true;
  return world;
}

describe('an idle endpoint', () => {
  it('is kept until the end of its idle time, and deleted one second later', async () => {
    const world = awake();
    world.clock.pass(IDLE_SECONDS + INTERVAL_SECONDS);
    expect(await decide(world)).toBe('kept');
    world.clock.pass(1);
    expect(await decide(world)).toBe('deleted');
    expect(world.schedule.enabled).toBe(true);
    expect(world.endpoint.count('disable')).toBe(0);
    world.clock.pass(world.endpoint.deletionSeconds);
    expect(await decide(world)).toBe('absent');
    expect(world.schedule.enabled).toBe(false);
  });

  it('is never deleted within the idle time of a use by any of several instances', async () => {
    const world = awake();
    const { clock, endpoint, instance } = world;
    const instances = Array.from({ length: 3 }, () => instance());
    let seed = 1;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    let lastUse = clock.now();
    for (let step = 0; step < 3000; step++) {
      clock.pass(1 + Math.floor(random() * 50));
      if (random() < 0.02) clock.pass(Math.floor(random() * 2 * IDLE_SECONDS));
      const deletions = endpoint.count('delete');
      if (random() < 0.3) await run(world);
      if (endpoint.count('delete') > deletions) {
        expect(clock.now() - lastUse).toBeGreaterThan(IDLE_SECONDS * 1000);
        endpoint.vanish(ENDPOINT);
        endpoint.put(ENDPOINT);
      }
      if (random() < 0.4) {
        await predict(instances[Math.floor(random() * 3)] ?? instance(), MODEL, jsonRequest({}));
        lastUse = clock.now();
      }
    }
    expect(endpoint.count('delete')).toBeGreaterThan(5);
  });

  it('is kept when it is used between the check and the deletion', async () => {
    const world = awake();
    const { clock, endpoint, store, instance } = world;
    const api = instance();
    clock.pass(IDLE_SECONDS * 2);
    store.before.condemn = async () => void (await predict(api, MODEL, jsonRequest({})));
    expect(await decide(world)).toBe('kept');
    expect(endpoint.count('delete')).toBe(0);
  });

  it('is kept for its whole idle time after a use that only the metrics show (a failed write)', async () => {
    const world = awake();
    const { clock, store, instance } = world;
    clock.pass(IDLE_SECONDS);
    store.before.recordActivity = () => {
      throw denied('UpdateItem', 'DynamoDB');
    };
    await predict(instance(), MODEL, jsonRequest({}));
    const used = clock.now();
    clock.pass(LIMITS.metricDelaySeconds + 60);
    while (clock.now() - used <= IDLE_SECONDS * 1000) {
      expect(await decide(world)).toBe('kept');
      clock.pass(60);
    }
    clock.pass(60);
    expect(await decide(world)).toBe('deleted');
  });

  it('is deleted by its record alone when the metrics cannot be read', async () => {
    const world = awake();
    world.clock.pass(IDLE_SECONDS + INTERVAL_SECONDS + 1);
    world.usage.before = () => {
      throw denied('GetMetricData', 'CloudWatch');
    };
    expect(await decide(world)).toBe('deleted');
  });

  it('is kept while predictions are queued for it', async () => {
    const world = awake();
    world.clock.pass(IDLE_SECONDS * 2);
    const { clock, store } = world;
    await store.park({ id: '01', model: MODEL.name, request: jsonRequest({}), now: clock.now() });
    expect(await decide(world)).toBe('kept');
  });

  it('that was created by hand is idle from its creation at the earliest', async () => {
    const world = awake();
    world.clock.pass(2 * IDLE_SECONDS);
    world.endpoint.put(ENDPOINT);
    expect(await decide(world)).toBe('kept');
  });

  it('counts its idle time from when it came into service, however long the wake took', async () => {
    const world = createWorld();
    world.endpoint.creationSeconds = 2 * IDLE_SECONDS;
    await wakeEndpoint(world.instance(), MODEL);
    world.clock.pass(2 * IDLE_SECONDS);
    expect(await decide(world)).toBe('kept');
    world.clock.pass(IDLE_SECONDS);
    expect(await decide(world)).toBe('kept');
    world.clock.pass(IDLE_SECONDS);
    expect(await decide(world)).toBe('deleted');
  });
});

describe('an activity record', () => {
  it.each([
    ['is lost', (world: World) => world.store.activity.delete(ENDPOINT.key)],
    ['is not a time', (world: World) => world.store.activity.set(ENDPOINT.key, 'yesterday')],
    [
      'is in the future',
      (world: World) => world.store.activity.set(ENDPOINT.key, Date.UTC(2100, 0)),
    ],
  ])('that %s leads to a deletion neither at once nor never', async (_, spoil) => {
    const world = awake();
    world.clock.pass(10 * IDLE_SECONDS);
    spoil(world);
    expect(await decide(world)).toBe('kept');
    world.clock.pass(IDLE_SECONDS + INTERVAL_SECONDS + 1);
    expect(await decide(world)).toBe('deleted');
  });

  it('of one endpoint does not affect another', async () => {
    const world = awake();
    const other = deployedEndpoint('other');
    world.endpoint.put(other);
    world.store.activity.set(other.key, world.clock.now());
    world.clock.pass(10 * IDLE_SECONDS);
    world.store.activity.set(other.key, world.clock.now());
    const reaped = await reap(world.instance(), [MODEL, deployedModel('other', other)], OPTIONS);
    expect(reaped.map(({ decision }) => decision)).toEqual(['deleted', 'kept']);
    expect(world.endpoint.look(other)?.status).toBe('InService');
  });
});

describe('the schedule', () => {
  it('is enabled first by a retry, whatever the failed run has done', async () => {
    const world = createWorld();
    world.endpoint.before.describe = () => {
      throw denied('DescribeEndpoint');
    };
    const again = reap(world.instance(), [MODEL], { ...OPTIONS, retried: true });
    await expect(again).rejects.toThrow('not authorized');
    expect(world.endpoint.calls[0]).toBe('enable');
    expect(world.schedule.enabled).toBe(true);
  });

  it('is not disabled by a retry', async () => {
    const world = createWorld();
    await reap(world.instance(), [MODEL], { ...OPTIONS, retried: true });
    expect(world.endpoint.count('disable')).toBe(0);
    expect(world.schedule.enabled).toBe(true);
  });

  it('stays enabled, and the run fails, when the queue of a function cannot be read', async () => {
    const world = createWorld();
    world.schedule.enabled = true;
    world.store.before.countQueued = () => {
      throw denied('Query');
    };
    await expect(reap(world.instance(), [functionModel('function')], OPTIONS)).rejects.toThrow(
      'not authorized to Query',
    );
    expect(world.schedule.enabled).toBe(true);
    expect(world.endpoint.count('disable')).toBe(0);
  });

  it('is enabled again when an endpoint is created while it is being disabled', async () => {
    const world = createWorld();
    world.schedule.enabled = true;
    const { endpoint, schedule, instance } = world;
    let woken = false;
    endpoint.before.disable = async () => {
      if (woken) return;
      woken = true;
      await wakeEndpoint(instance(), MODEL);
    };
    await run(world);
    expect(endpoint.look(ENDPOINT)).toBeDefined();
    expect(schedule.enabled).toBe(true);
  });

  it('is enabled again when a wake opens that has no endpoint yet', async () => {
    const world = createWorld();
    const { endpoint, schedule, instance } = world;
    endpoint.before.create = () => new Promise<void>(() => {});
    endpoint.before.disable = async () => {
      void wakeEndpoint(instance(), MODEL);
      while (endpoint.count('create') === 0) await new Promise(setImmediate);
    };
    await run(world);
    expect(schedule.enabled).toBe(true);
  });

  it('is enabled again when DisableRule took effect but its response was lost', async () => {
    const world = createWorld();
    world.schedule.enabled = true;
    world.endpoint.before.disable = () => {
      world.schedule.enabled = false;
      throw new Error('socket hang up');
    };
    await expect(run(world)).rejects.toThrow('socket hang up');
    expect(world.schedule.enabled).toBe(true);
  });

  it('is enabled again when the second check fails', async () => {
    const world = createWorld();
    world.endpoint.before.disable = () => {
      world.endpoint.before.describe = () => {
        throw denied('DescribeEndpoint');
      };
    };
    await expect(run(world)).rejects.toThrow('not authorized');
    expect(world.schedule.enabled).toBe(true);
  });

  it('is enabled again even if EventBridge refuses at first', async () => {
    const world = createWorld();
    const { endpoint, schedule } = world;
    let refusals = 2;
    endpoint.before.disable = async () => {
      endpoint.before = {
        enable: () => {
          if (refusals-- > 0) throw denied('EnableRule');
        },
      };
      await endpoint.create(ENDPOINT);
    };
    await run(world);
    expect([schedule.enabled, endpoint.count('enable')]).toEqual([true, 3]);
  });

  it('is enabled by every run that finds an endpoint, whatever disabled it', async () => {
    const world = awake();
    world.schedule.enabled = false;
    await run(world);
    expect(world.schedule.enabled).toBe(true);
  });

  it('stays enabled after a failed wake until the queue index shows its predictions', async () => {
    const world = createWorld();
    const { clock, endpoint, schedule, store, instance } = world;
    store.indexLagMilliseconds = 4000;
    endpoint.before.describe = () => {
      throw denied('DescribeEndpoint');
    };
    await expect(predict(instance(), MODEL, jsonRequest({}))).rejects.toThrow('not authorized');
    // A permission that is still missing after this long ends the wake.
    clock.pass(LIMITS.propagationSeconds);
    let refuse = () => {};
    endpoint.before.describe = () =>
      new Promise((_resolve, reject) => (refuse = () => reject(denied('DescribeEndpoint'))));
    const asked = endpoint.count('describe');
    const first = predict(instance(), MODEL, jsonRequest({})).catch(String);
    while (endpoint.count('describe') === asked) await new Promise(setImmediate);
    const joined = await park(world);
    refuse();
    expect(await first).toContain('not authorized');
    endpoint.before = {};
    // The record of a use would keep the schedule, too.
    store.activity.clear();
    await run(world);
    expect(schedule.enabled).toBe(true);
    clock.pass(60);
    await sweep(instance(), ENDPOINT, [MODEL], world.deadline());
    clock.pass(endpoint.creationSeconds);
    await sweep(instance(), ENDPOINT, [MODEL], world.deadline());
    expect(store.rows.get(joined)?.status).toBe('succeeded');
  });

  it('stays enabled while a prediction is queued without an endpoint', async () => {
    const world = createWorld();
    world.schedule.enabled = true;
    const { clock, store } = world;
    await store.park({ id: '01', model: MODEL.name, request: jsonRequest({}), now: clock.now() });
    await run(world);
    expect(world.schedule.enabled).toBe(true);
  });
});

describe('an endpoint that is not in service', () => {
  it('and hangs in Creating is reported, not deleted: SageMaker cannot delete it', async () => {
    const world = createWorld();
    world.endpoint.creationSeconds = 7200;
    await wakeEndpoint(world.instance(), MODEL);
    world.clock.pass(LIMITS.creatingMinutes * 60 - 1);
    expect(await decide(world)).toBe('kept');
    expect(world.lines.some(({ event }) => event === 'endpoint_hanging')).toBe(false);
    world.clock.pass(1);
    expect(await decide(world)).toBe('kept');
    expect(world.lines).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'endpoint_hanging', minutes: 40 }),
    );
  });

  it('because it failed is deleted, and its reason is logged', async () => {
    const world = createWorld();
    world.endpoint.failure = 'out of memory';
    await world.endpoint.create(ENDPOINT);
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await decide(world)).toBe('deleted');
    expect(world.lines).toContainEqual(
      expect.objectContaining({ event: 'endpoint_broken', cause: 'out of memory' }),
    );
  });

  it('because it failed counts as an attempt of its wake, and queued predictions fail in the end', async () => {
    const world = createWorld();
    world.endpoint.failure = 'out of memory';
    await predict(world.instance(), MODEL, jsonRequest({}));
    for (let minute = 0; minute < 60; minute++) {
      world.clock.pass(60);
      await run(world);
      if (minute % 3 === 0) await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
    }
    expect(world.endpoint.count('create')).toBe(LIMITS.wakeAttempts);
    expect(await observe(world.instance(), MODEL)).toMatchObject({
      status: 'failed',
      reason: 'out of memory',
    });
    expect(world.schedule.enabled).toBe(false);
  });
});

it('two simultaneous reapers delete the endpoint and keep the schedule enabled', async () => {
  const world = awake();
  world.clock.pass(2 * IDLE_SECONDS);
  await Promise.all([run(world), run(world)]);
  expect(world.endpoint.look(ENDPOINT)?.status).toBe('Deleting');
  expect(world.schedule.enabled).toBe(true);
});
