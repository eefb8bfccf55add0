import { LIMITS } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import { jsonRequest, predict, reap } from '../../src/index.ts';
import { denied } from '../../testing/simulated-sagemaker.ts';
import {
  createWorld,
  ENDPOINT,
  INTERVAL_SECONDS,
  MODEL,
  type Instance,
  type World,
} from '../../testing/index.ts';

const IDLE_SECONDS = ENDPOINT.idleMinutes * 60;

const CHECK_SECONDS = IDLE_SECONDS / 2;

/** How long after a record was lost SageMaker's metrics show all earlier uses. */
const KNOWN_SECONDS = INTERVAL_SECONDS + LIMITS.metricDelaySeconds + 1;

const OPTIONS = { activityIntervalSeconds: INTERVAL_SECONDS };

async function decide(instance: Instance) {
  const [reaped] = await reap(instance, [MODEL], OPTIONS);
  return reaped?.decision;
}

/** An endpoint in service, unused for a long time, without a record of its last use. */
function forgotten(): World {
  const world = createWorld();
  world.endpoint.put(ENDPOINT);
  world.schedule.enabled = true;
  world.clock.pass(10 * IDLE_SECONDS);
  return world;
}

function unreadable(world: World): void {
  const fail = () => {
    throw denied('GetItem', 'DynamoDB');
  };
  world.store.before = {
    readActivity: fail,
    recordActivity: fail,
    assumeActivity: fail,
    readWake: fail,
    condemn: fail,
    countQueued: fail,
  };
}

describe('when the record of the last use is lost,', () => {
  it('the endpoint is deleted as soon as the metrics can prove that it is idle', async () => {
    const world = forgotten();
    expect(await decide(world.instance())).toBe('kept');
    world.clock.pass(KNOWN_SECONDS - 1);
    expect(await decide(world.instance())).toBe('kept');
    world.clock.pass(1);
    expect(await decide(world.instance())).toBe('deleted');
  });

  it('the endpoint is kept for its whole idle time when the metrics show a use', async () => {
    const world = forgotten();
    await predict(world.instance(), MODEL, jsonRequest({}));
    world.clock.pass(1);
    world.store.activity.delete(ENDPOINT.key);
    const lost = world.clock.now();
    expect(await decide(world.instance())).toBe('kept');
    while (world.clock.now() - lost < IDLE_SECONDS * 1000 - 60_000) {
      world.clock.pass(60);
      expect(await decide(world.instance())).toBe('kept');
    }
    world.clock.pass(180);
    expect(await decide(world.instance())).toBe('deleted');
  });

  it('the metrics show a use that was not recorded because its instance had just written', async () => {
    const world = forgotten();
    const api = world.instance();
    await predict(api, MODEL, jsonRequest({}));
    world.store.activity.delete(ENDPOINT.key);
    await decide(world.instance());
    world.clock.pass(INTERVAL_SECONDS - 1);
    await predict(api, MODEL, jsonRequest({}));
    const used = world.clock.now();
    while (world.clock.now() - used < IDLE_SECONDS * 1000) {
      expect(await decide(world.instance())).toBe('kept');
      world.clock.pass(60);
    }
  });

  it('one idle time counts from this run when the metrics cannot be read either', async () => {
    const world = forgotten();
    world.usage.before = () => {
      throw denied('GetMetricData', 'CloudWatch');
    };
    expect(await decide(world.instance())).toBe('kept');
    world.clock.pass(IDLE_SECONDS + INTERVAL_SECONDS);
    expect(await decide(world.instance())).toBe('kept');
    world.clock.pass(1);
    expect(await decide(world.instance())).toBe('deleted');
    expect(world.lines).toContainEqual(expect.objectContaining({ event: 'usage_not_read' }));
  });
});

describe('while the table cannot be read', () => {
  const BLIND_SECONDS = IDLE_SECONDS + LIMITS.blindSeconds;

  const metricsToo = (world: World) => {
    world.usage.before = () => {
      throw denied('GetMetricData', 'CloudWatch');
    };
  };

  /** Runs the reaper, each time in a new instance, until the endpoint is stopped. */
  async function secondsUntilStopped(world: World): Promise<number> {
    const start = world.clock.now();
    while (world.endpoint.count('delete') === 0) {
      await expect(decide(world.instance())).rejects.toThrow('not authorized');
      expect(world.schedule.enabled).toBe(true);
      world.clock.pass(CHECK_SECONDS);
      if (world.clock.now() - start > 10 * BLIND_SECONDS * 1000) break;
    }
    return (world.clock.now() - start) / 1000 - CHECK_SECONDS;
  }

  it('endpoint and schedule stay and the run fails; afterwards it works as usual', async () => {
    const world = createWorld();
    world.endpoint.put(ENDPOINT);
    world.clock.pass(IDLE_SECONDS);
    unreadable(world);
    await expect(decide(world.instance())).rejects.toThrow('not authorized to GetItem');
    expect(world.endpoint.count('delete')).toBe(0);
    expect(world.schedule.enabled).toBe(true);
    expect(world.lines).toContainEqual(
      expect.objectContaining({ level: 'error', event: 'reaped', decision: 'not_known' }),
    );
    world.store.before = {};
    expect(await decide(world.instance())).toBe('kept');
  });

  it('an endpoint that is in use according to the metrics is kept, however long that lasts', async () => {
    const world = forgotten();
    unreadable(world);
    for (let look = 0; look < (3 * BLIND_SECONDS) / CHECK_SECONDS; look++) {
      await predict(world.instance(), MODEL, jsonRequest({}));
      world.clock.pass(CHECK_SECONDS);
      await expect(decide(world.instance())).rejects.toThrow();
    }
    expect(world.endpoint.count('delete')).toBe(0);
  });

  it.each([
    ['the metrics show no use', () => undefined],
    ['the metrics cannot be read either', metricsToo],
  ])(
    'and %s, the endpoint is stopped after the limit, even by a new instance in each run',
    async (_, spoil) => {
      const world = createWorld();
      world.endpoint.put(ENDPOINT);
      unreadable(world);
      spoil(world);
      const seconds = await secondsUntilStopped(world);
      expect(seconds).toBeGreaterThan(BLIND_SECONDS);
      expect(seconds).toBeLessThanOrEqual(BLIND_SECONDS + CHECK_SECONDS);
      expect(world.endpoint.look(ENDPOINT)).toBeUndefined();
      expect(world.lines).toContainEqual(
        expect.objectContaining({ level: 'error', event: 'endpoint_stopped_unseen' }),
      );
    },
  );

  it('an endpoint is stopped by its metrics even if it cannot be marked', async () => {
    const world = createWorld();
    world.endpoint.put(ENDPOINT);
    unreadable(world);
    world.blindMark.before = () => {
      throw denied('AddTags');
    };
    expect(await secondsUntilStopped(world)).toBeLessThanOrEqual(BLIND_SECONDS + CHECK_SECONDS);
  });

  it.each(['UpdateRollbackFailed', 'Failed', 'OutOfService'] as const)(
    'an endpoint that is %s is stopped after the limit, too',
    async (status) => {
      const world = createWorld();
      world.endpoint.hold(ENDPOINT, status);
      unreadable(world);
      expect(await secondsUntilStopped(world)).toBeLessThanOrEqual(BLIND_SECONDS + CHECK_SECONDS);
    },
  );

  it.each(['Creating', 'Updating', 'Deleting'] as const)(
    'an endpoint that is %s is not deleted: SageMaker is changing it',
    async (status) => {
      const world = createWorld();
      world.endpoint.hold(ENDPOINT, status);
      unreadable(world);
      world.clock.pass(2 * BLIND_SECONDS);
      await expect(decide(world.instance())).rejects.toThrow('not authorized to GetItem');
      expect(world.endpoint.count('delete')).toBe(0);
    },
  );

  it.each([
    ['its record', (world: World) => (world.store.before = {})],
    ['the metrics', (world: World) => (world.usage.before = undefined)],
  ])('one run that can read %s restarts the limit', async (_, restore) => {
    const world = createWorld();
    world.endpoint.put(ENDPOINT);
    for (let look = 0; look < (3 * BLIND_SECONDS) / CHECK_SECONDS; look++) {
      await predict(world.instance(), MODEL, jsonRequest({}));
      unreadable(world);
      metricsToo(world);
      await expect(decide(world.instance())).rejects.toThrow();
      restore(world);
      await decide(world.instance()).catch(() => undefined);
      world.store.before = {};
      world.usage.before = undefined;
      world.clock.pass(CHECK_SECONDS);
    }
    expect(world.endpoint.count('delete')).toBe(0);
  });

  it.each([
    ['in the future', 2 * BLIND_SECONDS],
    ['older than the endpoint', -2 * BLIND_SECONDS],
  ])(
    'a mark %s is ignored: the endpoint is stopped neither at once nor never',
    async (_, later) => {
      const world = createWorld();
      world.endpoint.put(ENDPOINT);
      unreadable(world);
      metricsToo(world);
      await world.blindMark.write(ENDPOINT, world.clock.now() + later * 1000);
      const seconds = await secondsUntilStopped(world);
      expect(seconds).toBeGreaterThan(BLIND_SECONDS);
      expect(seconds).toBeLessThanOrEqual(BLIND_SECONDS + CHECK_SECONDS);
    },
  );

  it('any other error in reading the record is limited, too', async () => {
    const world = createWorld();
    world.endpoint.put(ENDPOINT);
    world.store.before = {
      readWake: () => {
        throw new Error('not authorized by a record that nobody can parse');
      },
    };
    expect(await secondsUntilStopped(world)).toBeLessThanOrEqual(BLIND_SECONDS + CHECK_SECONDS);
  });
});
