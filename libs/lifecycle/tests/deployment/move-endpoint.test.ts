import { LIMITS } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import {
  moveEndpoint,
  predict,
  readPrediction,
  retireEndpoint,
  type EndpointStatus,
} from '../../src/index.ts';
import { denied } from '../fakes/endpoint.ts';
import { minutes } from '../fakes/asking.ts';
import { outdated } from '../fakes/outdated.ts';
import { createWorld, MODEL, type World } from '../fakes/world.ts';

const OLD = 'config-1';
const NEW = 'config-2';

/** `pulumi up` has just told the functions of another configuration. */
function deployed(before?: { status: EndpointStatus; seconds?: number }): World {
  const world = createWorld();
  world.endpoint.configuration = OLD;
  if (before) world.endpoint.hold(MODEL, before.status, before.seconds);
  world.endpoint.configuration = NEW;
  return world;
}

const move = (world: World, deadline = world.deadline()) =>
  moveEndpoint(world.instance(), MODEL, { deadline });

describe('an endpoint on the configuration of before', () => {
  it.each([
    ['InService', 0, 'moved'],
    ['Creating', 60, 'moved'],
    ['Updating', 60, 'moved'],
    ['SystemUpdating', 60, 'moved'],
    ['RollingBack', 60, 'moved'],
    ['UpdateRollbackFailed', Infinity, 'moved'],
    ['Deleting', 60, 'asleep'],
    ['Failed', Infinity, 'cleared'],
    ['OutOfService', Infinity, 'cleared'],
  ] as const)('that is %s (for %s s) is %s', async (status, seconds, outcome) => {
    const world = deployed({ status, seconds });
    expect(await move(world)).toBe(outcome);
    const { endpoint } = world;
    const end = outcome === 'moved' ? { status: 'InService', configuration: NEW } : undefined;
    if (end) expect(endpoint.look(MODEL)).toMatchObject(end);
    else expect(endpoint.look(MODEL)).toBeUndefined();
    expect(endpoint.count('update')).toBe(outcome === 'moved' ? 1 : 0);
    expect(endpoint.count('delete')).toBe(outcome === 'cleared' ? 1 : 0);
    expect(endpoint.count('create')).toBe(0);
  });

  it('answers all the time', async () => {
    const world = deployed({ status: 'InService' });
    const { endpoint } = world;
    let asked = 0;
    endpoint.before.describe = async () => {
      expect((await endpoint.invoke(MODEL, '{}')).kind).toBe('answered');
      asked += 1;
    };
    await move(world);
    expect(asked).toBeGreaterThan(100);
  });

  it('is moved once by two who are asked at once', async () => {
    const world = deployed({ status: 'InService' });
    const outcomes = await Promise.all([move(world), move(world)]);
    expect(outcomes.toSorted()).toEqual(['as_deployed', 'moved']);
    expect(world.endpoint.look(MODEL)).toMatchObject({ configuration: NEW });
  });

  it('that SageMaker begins to maintain at this moment is moved after it', async () => {
    const world = deployed({ status: 'InService' });
    const { endpoint } = world;
    endpoint.before.update = () => {
      if (endpoint.count('update') > 1) return;
      endpoint.configuration = OLD;
      endpoint.hold(MODEL, 'SystemUpdating', 30);
      endpoint.configuration = NEW;
    };
    expect(await move(world)).toBe('moved');
    expect(endpoint.count('update')).toBe(2);
  });
});

it('an endpoint on the deployed configuration is left alone', async () => {
  const world = deployed();
  world.endpoint.put(MODEL);
  expect(await move(world)).toBe('as_deployed');
  expect(world.endpoint.count('update')).toBe(0);
});

it('without an endpoint there is nothing to do, and nothing to wait for', async () => {
  const world = deployed();
  const before = world.clock.now();
  expect(await move(world)).toBe('asleep');
  expect(world.clock.now()).toBe(before);
});

describe('an update that fails', () => {
  it('is an error with the reason, and the endpoint serves as before; it can be tried again', async () => {
    const world = deployed({ status: 'InService' });
    world.endpoint.updateFailure = 'did not pass the ping health check';
    for (const attempt of [1, 2]) {
      await expect(move(world)).rejects.toThrow(/rolled .* back: did not pass the ping/);
      expect(world.endpoint.count('update')).toBe(attempt);
    }
    const { status, configuration } = world.endpoint.look(MODEL) ?? {};
    expect([status, configuration]).toEqual(['InService', OLD]);
    world.endpoint.updateFailure = undefined;
    expect(await move(world)).toBe('moved');
  });

  it('and leaves the endpoint Failed is an error, and the endpoint is deleted', async () => {
    const world = deployed({ status: 'InService' });
    const { endpoint } = world;
    endpoint.before.describe = () => {
      if (endpoint.count('update') === 1 && endpoint.count('delete') === 0) {
        endpoint.hold(MODEL, 'Failed');
      }
    };
    await expect(move(world)).rejects.toThrow(/could not update .* It is deleted/);
    expect(endpoint.look(MODEL)).toBeUndefined();
  });

  it('and fails to roll back, too, is an error', async () => {
    const world = deployed({ status: 'InService' });
    const { clock, endpoint } = world;
    endpoint.before.describe = () => {
      if (endpoint.count('update') === 0) return;
      clock.pass(1);
      endpoint.hold(MODEL, 'UpdateRollbackFailed');
    };
    await expect(move(world)).rejects.toThrow(/rolled .* back/);
    expect(endpoint.count('update')).toBe(1);
  });
});

describe('a function that is stopped after a time', () => {
  it('stops before, says what it waited for, and goes on from there', async () => {
    const world = deployed({ status: 'Creating', seconds: 200 });
    const deadline = world.clock.now() + 100_000;
    await expect(move(world, deadline)).rejects.toThrow(
      /longer than the function may: it is Creating. Run the same command again/,
    );
    expect(world.clock.now()).toBeLessThan(deadline);
    expect(await move(world)).toBe('moved');
  });
});

describe('a refusal of AWS', () => {
  it('that passes is waited over: a new policy is not seen everywhere at once', async () => {
    const world = deployed({ status: 'InService' });
    const { clock, endpoint } = world;
    const seenAt = clock.now() + 40_000;
    endpoint.before.update = () => {
      if (clock.now() < seenAt) throw denied('UpdateEndpoint');
    };
    expect(await move(world)).toBe('moved');
  });

  it('that stays is told', async () => {
    const world = deployed({ status: 'InService' });
    const began = world.clock.now();
    world.endpoint.before.update = () => {
      throw denied('UpdateEndpoint');
    };
    await expect(move(world)).rejects.toThrow('not authorized to UpdateEndpoint');
    const seconds = (world.clock.now() - began) / 1000;
    expect(seconds).toBeLessThanOrEqual(LIMITS.propagationSeconds + LIMITS.deploymentPollSeconds);
  });
});

describe('an instance of a function that outlives the deployment', () => {
  it('is waited for where it is about to create an endpoint, which is then moved', async () => {
    const world = deployed();
    const { endpoint } = world;
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const { promise: creating, resolve: begin } = Promise.withResolvers<undefined>();
    endpoint.before.create = () => {
      begin(undefined);
      return released;
    };
    const asking = predict(outdated(world, OLD), MODEL, {});
    await creating;
    const looks = endpoint.count('describe');
    endpoint.before.describe = async () => {
      if (endpoint.count('describe') !== looks + 3) return;
      release(undefined);
      await asking;
    };
    expect(await move(world)).toBe('moved');
    expect(endpoint.look(MODEL)).toMatchObject({ status: 'InService', configuration: NEW });
  });

  it('creates no endpoint afterwards: the next who looks does, on what is deployed', async () => {
    const world = deployed();
    const { endpoint, clock } = world;
    await moveEndpoint(outdated(world, OLD), MODEL, { deadline: world.deadline() });
    await move(world);
    const parked = await predict(outdated(world, OLD), MODEL, { n: 1 });
    if (parked.kind !== 'parked') throw new Error('it was not parked');
    expect(endpoint.count('create')).toBe(0);
    expect(world.schedule.enabled).toBe(true);
    await minutes(world, 1);
    expect(endpoint.look(MODEL)).toMatchObject({ configuration: NEW });
    clock.pass(endpoint.creationSeconds);
    expect(await readPrediction(world.instance(), parked.prediction.id)).toMatchObject({
      status: 'succeeded',
    });
  });

  it('may be newer, too: it knows a configuration that is about to be moved to', async () => {
    const world = deployed();
    await moveEndpoint(outdated(world, OLD), MODEL, { deadline: world.deadline() });
    await predict(world.instance(), MODEL, {});
    expect(world.endpoint.look(MODEL)).toMatchObject({ configuration: NEW });
  });
});

it('brings a model back that was retired', async () => {
  const world = deployed({ status: 'InService' });
  await retireEndpoint(world.instance(), MODEL, world.deadline());
  expect(await move(world)).toBe('asleep');
  expect((await predict(world.instance(), MODEL, {})).kind).toBe('parked');
  expect(world.endpoint.look(MODEL)).toMatchObject({ configuration: NEW });
});
