import { LIMITS } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import { predict, reap } from '../../src/index.ts';
import { denied } from '../fakes/endpoint.ts';
import { createWorld, INTERVAL_SECONDS, MODEL, type Instance, type World } from '../fakes/world.ts';

const IDLE_SECONDS = 2400;

const CHECK_SECONDS = IDLE_SECONDS / 2;

/** After a record was lost, SageMaker's metrics can be believed from then on. */
const KNOWN_SECONDS = INTERVAL_SECONDS + LIMITS.metricDelaySeconds + 1;

const OPTIONS = { idleSeconds: IDLE_SECONDS, activityIntervalSeconds: INTERVAL_SECONDS };

async function decide(instance: Instance) {
  const [reaped] = await reap(instance, [MODEL], OPTIONS);
  return reaped?.decision;
}

/** An endpoint in service, unused for long, whose last use nobody knows. */
function forgotten(): World {
  const world = createWorld();
  world.endpoint.put(MODEL);
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

describe('a record of the last use that is lost', () => {
  it('is made up for by the metrics: unused by them, the endpoint goes as soon as they can know', async () => {
    const world = forgotten();
    expect(await decide(world.instance())).toBe('kept');
    world.clock.pass(KNOWN_SECONDS - 1);
    expect(await decide(world.instance())).toBe('kept');
    world.clock.pass(1);
    expect(await decide(world.instance())).toBe('deleted');
  });

  it('is made up for by the metrics: used by them, the endpoint stays its whole idle time', async () => {
    const world = forgotten();
    await predict(world.instance(), MODEL, {});
    world.clock.pass(1);
    world.store.activity.delete(MODEL);
    const lost = world.clock.now();
    expect(await decide(world.instance())).toBe('kept');
    while (world.clock.now() - lost < IDLE_SECONDS * 1000 - 60_000) {
      world.clock.pass(60);
      expect(await decide(world.instance())).toBe('kept');
    }
    world.clock.pass(180);
    expect(await decide(world.instance())).toBe('deleted');
  });

  it('and a use that no record tells of, since its instance had just written, is known by the metrics', async () => {
    const world = forgotten();
    const api = world.instance();
    await predict(api, MODEL, {});
    world.store.activity.delete(MODEL);
    await decide(world.instance());
    world.clock.pass(INTERVAL_SECONDS - 1);
    await predict(api, MODEL, {});
    const used = world.clock.now();
    while (world.clock.now() - used < IDLE_SECONDS * 1000) {
      expect(await decide(world.instance())).toBe('kept');
      world.clock.pass(60);
    }
  });

  it('counts one idle time from the look when the metrics can not be read either', async () => {
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

describe('while the table can not be read', () => {
  it('the endpoint and the schedule stay, the run fails aloud, and all is well again afterwards', async () => {
    const world = forgotten();
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

  it('an endpoint that the metrics know to be in use is kept, however often that is', async () => {
    const world = forgotten();
    unreadable(world);
    const reaper = world.instance();
    for (let look = 0; look < 3 * LIMITS.blindLooks; look++) {
      await predict(world.instance(), MODEL, {});
      world.clock.pass(CHECK_SECONDS);
      await expect(decide(reaper)).rejects.toThrow();
    }
    expect(world.endpoint.count('delete')).toBe(0);
  });

  it.each([
    ['the metrics know of no use', undefined],
    [
      'the metrics can not be read either',
      () => {
        throw denied('GetMetricData', 'CloudWatch');
      },
    ],
  ])('and %s, the endpoint is stopped after so many looks, and that is said', async (_, before) => {
    const world = forgotten();
    world.usage.before = before;
    unreadable(world);
    const notes = new Map<string, number>();
    const file = {
      read: (key: string) => notes.get(key),
      write: (key: string, value: number) => void notes.set(key, value),
    };
    for (let look = 1; look < LIMITS.blindLooks; look++) {
      // Each look by a new process on the same machine: what it counts outlives it.
      await expect(decide(world.instance(file))).rejects.toThrow();
      world.clock.pass(CHECK_SECONDS);
    }
    expect(world.endpoint.count('delete')).toBe(0);
    await expect(decide(world.instance(file))).rejects.toThrow();
    expect(world.endpoint.look(MODEL)?.status).toBe('Deleting');
    expect(world.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'endpoint_stopped_unseen',
        looks: LIMITS.blindLooks,
      }),
    );
    expect(world.schedule.enabled).toBe(true);
  });

  it('a look that tells begins the count anew', async () => {
    const world = forgotten();
    const reaper = world.instance();
    for (let look = 0; look < 3 * LIMITS.blindLooks; look++) {
      unreadable(world);
      await expect(decide(reaper)).rejects.toThrow();
      world.store.before = {};
      world.store.activity.set(MODEL, world.clock.now());
      expect(await decide(reaper)).toBe('kept');
    }
    expect(world.endpoint.count('delete')).toBe(0);
  });
});
