import { AUTO as RULE, LIMITS } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import { jsonRequest, predict, reap, sweep, wakeEndpoint } from '../../src/index.ts';
import {
  createWorld,
  deployedEndpoint,
  ENDPOINT,
  functionModel,
  INTERVAL_SECONDS,
  throttled,
  type Instance,
  type World,
} from '../../testing/index.ts';

/** At the price of this instance, one instance of a slow function is dearer. */
const CHEAP = deployedEndpoint('entailment', {
  instanceType: 'ml.t2.medium',
  functions: ['entailment'],
});

const AUTO = functionModel('auto', 'entailment', CHEAP);
const REALTIME = functionModel('realtime');

const ask = (api: Instance, model = AUTO) => predict(api, model, jsonRequest({}));

/** Requests of `seconds` each, one after the other, for `minutes`. */
async function traffic(world: World, api: Instance, minutes: number, model = AUTO): Promise<void> {
  const until = world.clock.now() + minutes * 60_000;
  while (world.clock.now() < until) {
    await ask(api, model);
    world.clock.pass(1);
  }
}

const decide = async (world: World, model = AUTO) => {
  const options = { activityIntervalSeconds: INTERVAL_SECONDS };
  const [reaped] = await reap(world.instance(), [model], options);
  return reaped;
};

/** A function so slow that asking it again and again costs more than the endpoint. */
function dear(): World {
  const world = createWorld();
  world.lambda.seconds = 2;
  return world;
}

describe('the endpoint of a real-time model with a function', () => {
  it('is woken by the first request, which the function answers', async () => {
    const world = createWorld();
    expect(await ask(world.instance(), REALTIME)).toMatchObject({ servedBy: 'function' });
    expect(world.endpoint.count('create')).toBe(1);
    expect(world.schedule.enabled).toBe(true);
  });

  it('is woken once by twenty simultaneous first requests', async () => {
    const world = createWorld();
    const asked = Array.from({ length: 20 }, () => ask(world.instance(), REALTIME));
    for (const one of await Promise.all(asked)) expect(one.kind).toBe('answered');
    expect(world.endpoint.count('create')).toBe(1);
  });

  it('takes over within seconds once it is in service', async () => {
    const world = createWorld();
    const api = world.instance();
    await ask(api, REALTIME);
    world.clock.pass(world.endpoint.creationSeconds + LIMITS.sightSeconds);
    await ask(api, REALTIME);
    expect(await ask(api, REALTIME)).toMatchObject({ servedBy: 'endpoint' });
  });

  it('is described at most once in some seconds', async () => {
    const world = createWorld();
    const api = world.instance();
    await ask(api, REALTIME);
    const before = world.endpoint.count('describe');
    for (let n = 0; n < 10; n++) await ask(api, REALTIME);
    expect(world.endpoint.count('describe')).toBe(before);
    world.clock.pass(LIMITS.sightSeconds);
    await ask(api, REALTIME);
    expect(world.endpoint.count('describe')).toBe(before + 1);
  });

  it('counts what the function answers as a use', async () => {
    const world = createWorld();
    await ask(world.instance(), REALTIME);
    expect(world.store.activity.get(ENDPOINT.key)).toBeDefined();
  });

  it('is not deleted for its price while it is used', async () => {
    const world = createWorld();
    const api = world.instance();
    await wakeEndpoint(api, REALTIME);
    world.clock.pass(world.endpoint.creationSeconds);
    await sweep(api, ENDPOINT, [REALTIME], world.deadline());
    for (let minute = 0; minute < 2 * RULE.putOutMinutes; minute++) {
      world.clock.pass(60);
      await ask(api, REALTIME);
    }
    expect(await decide(world, REALTIME)).toMatchObject({ decision: 'kept' });
  });
});

describe('the endpoint of a model in mode auto', () => {
  it('is not lit while the function costs less', async () => {
    const world = createWorld();
    await traffic(world, world.instance(), 60);
    expect(world.endpoint.count('create')).toBe(0);
  });

  it('is lit once the function costs more, and answers pass over to it', async () => {
    const world = dear();
    const api = world.instance();
    await traffic(world, api, RULE.lightMinutes);
    expect(world.endpoint.count('create')).toBe(1);
    expect(world.schedule.enabled).toBe(true);
    await traffic(world, api, 5);
    expect(await ask(api)).toMatchObject({ servedBy: 'endpoint' });
  });

  it('is lit at once by what the function cannot take', async () => {
    const world = createWorld();
    world.lambda.before = () => {
      throw throttled();
    };
    expect((await ask(world.instance())).kind).toBe('parked');
    expect(world.endpoint.count('create')).toBe(1);
  });

  it('is lit by the spend of all instances together', async () => {
    const world = createWorld();
    world.lambda.seconds = 0.5;
    const instances = Array.from({ length: 8 }, () => world.instance());
    for (let second = 0; second < RULE.lightMinutes * 60; second += 6) {
      for (const api of instances) await ask(api);
      world.clock.pass(2);
    }
    expect(world.endpoint.count('create')).toBe(1);
  });

  it('stays while its traffic is worth it, and is put out when it is not, although it is used', async () => {
    const world = dear();
    const api = world.instance();
    await traffic(world, api, RULE.lightMinutes + 5);
    await sweep(api, CHEAP, [AUTO], world.deadline());
    // The endpoint takes as long as the function: no time passes in the simulated endpoint.
    world.endpoint.before.invoke = () => world.clock.pass(2);
    await traffic(world, api, RULE.putOutMinutes + 5);
    expect(await decide(world)).toMatchObject({ decision: 'kept' });
    for (let minute = 0; minute < RULE.putOutMinutes; minute++) {
      world.clock.pass(60);
      await ask(api);
    }
    expect(await decide(world)).toMatchObject({
      decision: 'deleted',
      why: 'its function is cheaper for this traffic',
    });
    expect(await ask(api)).toMatchObject({ kind: 'answered', servedBy: 'function' });
  });

  it('that a user woke is kept for a while without traffic', async () => {
    const world = createWorld();
    await wakeEndpoint(world.instance(), AUTO);
    world.clock.pass(world.endpoint.creationSeconds);
    await sweep(world.instance(), CHEAP, [AUTO], world.deadline());
    expect(await decide(world)).toMatchObject({ decision: 'kept' });
    world.clock.pass(RULE.putOutMinutes * 60 + 1);
    expect(await decide(world)).toMatchObject({ decision: 'deleted' });
  });

  it('is kept when the spend cannot be read', async () => {
    const world = createWorld();
    await wakeEndpoint(world.instance(), AUTO);
    world.clock.pass(world.endpoint.creationSeconds);
    await sweep(world.instance(), CHEAP, [AUTO], world.deadline());
    world.clock.pass(RULE.putOutMinutes * 60 + 1);
    world.store.before.readSpends = () => {
      throw throttled();
    };
    expect(await decide(world)).toMatchObject({ decision: 'kept' });
  });
});
