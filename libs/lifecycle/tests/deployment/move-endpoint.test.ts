import { LIMITS } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import {
  jsonRequest,
  moveEndpoint,
  predict,
  readPrediction,
  retireEndpoint,
  type EndpointStatus,
} from '../../src/index.ts';
import { denied } from '../../testing/simulated-sagemaker.ts';
import { minutes } from '../../testing/asking.ts';
import { createWorld, deployedEndpoint, deployedModel, type World } from '../../testing/index.ts';

const onConfiguration = (endpointConfigName: string) =>
  deployedModel('entailment', deployedEndpoint('entailment', { endpointConfigName }));

/** As a function instance knows the model that outlives the deployment. */
const OUTDATED = onConfiguration('config-1');
const MODEL = onConfiguration('config-2');
const ENDPOINT = MODEL.serving.endpoint;
const MODELS = new Map([[MODEL.name, MODEL]]);

const [OLD, NEW] = [OUTDATED, MODEL].map(({ serving }) => serving.endpoint.endpointConfigName);

/** `pulumi up` has just given the functions a new configuration. */
function deployed(before?: { status: EndpointStatus; seconds?: number }): World {
  const world = createWorld();
  if (before) world.endpoint.hold(OUTDATED.serving.endpoint, before.status, before.seconds);
  return world;
}

const moveTo = (world: World, { serving }: typeof MODEL, deadline = world.deadline()) =>
  moveEndpoint(world.instance(), serving.endpoint, { deadline });

const move = (world: World, deadline?: number) => moveTo(world, MODEL, deadline);

describe('an endpoint on the previous configuration', () => {
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
    if (end) expect(endpoint.look(ENDPOINT)).toMatchObject(end);
    else expect(endpoint.look(ENDPOINT)).toBeUndefined();
    expect(endpoint.count('update')).toBe(outcome === 'moved' ? 1 : 0);
    expect(endpoint.count('delete')).toBe(outcome === 'cleared' ? 1 : 0);
    expect(endpoint.count('create')).toBe(0);
  });

  it('answers throughout the move', async () => {
    const world = deployed({ status: 'InService' });
    const { endpoint } = world;
    let asked = 0;
    endpoint.before.describe = async () => {
      expect((await endpoint.ask(MODEL, jsonRequest('{}'))).kind).toBe('answered');
      asked += 1;
    };
    await move(world);
    expect(asked).toBeGreaterThan(100);
  });

  it('is moved once by two simultaneous calls', async () => {
    const world = deployed({ status: 'InService' });
    const outcomes = await Promise.all([move(world), move(world)]);
    expect(outcomes.toSorted()).toEqual(['as_deployed', 'moved']);
    expect(world.endpoint.look(ENDPOINT)).toMatchObject({ configuration: NEW });
  });

  it('is moved after a SageMaker maintenance that begins at the same moment', async () => {
    const world = deployed({ status: 'InService' });
    const { endpoint } = world;
    endpoint.before.update = () => {
      if (endpoint.count('update') > 1) return;
      endpoint.hold(OUTDATED.serving.endpoint, 'SystemUpdating', 30);
    };
    expect(await move(world)).toBe('moved');
    expect(endpoint.count('update')).toBe(2);
  });
});

it('an endpoint on the deployed configuration is left alone', async () => {
  const world = deployed();
  world.endpoint.put(ENDPOINT);
  expect(await move(world)).toBe('as_deployed');
  expect(world.endpoint.count('update')).toBe(0);
});

it('without an endpoint there is nothing to do and no waiting', async () => {
  const world = deployed();
  const before = world.clock.now();
  expect(await move(world)).toBe('asleep');
  expect(world.clock.now()).toBe(before);
});

describe('an update that fails', () => {
  it('throws the reason; the endpoint serves as before, and the move can be retried', async () => {
    const world = deployed({ status: 'InService' });
    world.endpoint.updateFailure = 'did not pass the ping health check';
    for (const attempt of [1, 2]) {
      await expect(move(world)).rejects.toThrow(/rolled back .*: did not pass the ping/);
      expect(world.endpoint.count('update')).toBe(attempt);
    }
    const { status, configuration } = world.endpoint.look(ENDPOINT) ?? {};
    expect([status, configuration]).toEqual(['InService', OLD]);
    world.endpoint.updateFailure = undefined;
    expect(await move(world)).toBe('moved');
  });

  it('and leaves the endpoint Failed throws, and the endpoint is deleted', async () => {
    const world = deployed({ status: 'InService' });
    const { endpoint } = world;
    endpoint.before.describe = () => {
      if (endpoint.count('update') === 1 && endpoint.count('delete') === 0) {
        endpoint.hold(ENDPOINT, 'Failed');
      }
    };
    await expect(move(world)).rejects.toThrow(/could not update .* It was deleted/);
    expect(endpoint.look(ENDPOINT)).toBeUndefined();
  });

  it('and fails to roll back, too, throws', async () => {
    const world = deployed({ status: 'InService' });
    const { clock, endpoint } = world;
    endpoint.before.describe = () => {
      if (endpoint.count('update') === 0) return;
      clock.pass(1);
      endpoint.hold(ENDPOINT, 'UpdateRollbackFailed');
    };
    await expect(move(world)).rejects.toThrow(/rolled back/);
    expect(endpoint.count('update')).toBe(1);
  });
});

describe("a move that takes longer than the function's time limit", () => {
  it('stops before it, says what it waits for, and continues in the next call', async () => {
    const world = deployed({ status: 'Creating', seconds: 200 });
    const deadline = world.clock.now() + 100_000;
    await expect(move(world, deadline)).rejects.toThrow(
      /longer than the function may run: it is Creating. Run the same command again/,
    );
    expect(world.clock.now()).toBeLessThan(deadline);
    expect(await move(world)).toBe('moved');
  });
});

describe('a denied call', () => {
  it('is retried: a new policy is not visible everywhere at once', async () => {
    const world = deployed({ status: 'InService' });
    const { clock, endpoint } = world;
    const seenAt = clock.now() + 40_000;
    endpoint.before.update = () => {
      if (clock.now() < seenAt) throw denied('UpdateEndpoint');
    };
    expect(await move(world)).toBe('moved');
  });

  it('is an error when it stays denied', async () => {
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

describe('a function instance that outlives the deployment', () => {
  it('may be about to create an endpoint: the move waits for it and then moves it', async () => {
    const world = deployed();
    const { endpoint } = world;
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const { promise: creating, resolve: begin } = Promise.withResolvers<undefined>();
    endpoint.before.create = () => {
      begin(undefined);
      return released;
    };
    const asking = predict(world.instance(), OUTDATED, jsonRequest({}));
    await creating;
    const looks = endpoint.count('describe');
    endpoint.before.describe = async () => {
      if (endpoint.count('describe') !== looks + 3) return;
      release(undefined);
      await asking;
    };
    expect(await move(world)).toBe('moved');
    expect(endpoint.look(ENDPOINT)).toMatchObject({ status: 'InService', configuration: NEW });
  });

  it('creates no endpoint afterwards; the next sweep does, on the deployed configuration', async () => {
    const world = deployed();
    const { endpoint, clock } = world;
    await moveTo(world, OUTDATED);
    await move(world);
    const parked = await predict(world.instance(), OUTDATED, jsonRequest({ n: 1 }));
    if (parked.kind !== 'parked') throw new Error('it was not parked');
    expect(endpoint.count('create')).toBe(0);
    expect(world.schedule.enabled).toBe(true);
    await minutes(world, 1, MODEL);
    expect(endpoint.look(ENDPOINT)).toMatchObject({ configuration: NEW });
    clock.pass(endpoint.creationSeconds);
    expect(await readPrediction(world.instance(), MODELS, parked.prediction.id)).toMatchObject({
      status: 'succeeded',
    });
  });

  it('is not confused with a newer one, which creates on the configuration about to be deployed', async () => {
    const world = deployed();
    await moveTo(world, OUTDATED);
    await predict(world.instance(), MODEL, jsonRequest({}));
    expect(world.endpoint.look(ENDPOINT)).toMatchObject({ configuration: NEW });
  });
});

it('puts a retired endpoint back into service', async () => {
  const world = deployed({ status: 'InService' });
  await retireEndpoint(world.instance(), ENDPOINT, [MODEL.name], world.deadline());
  expect(await move(world)).toBe('asleep');
  expect((await predict(world.instance(), MODEL, jsonRequest({}))).kind).toBe('parked');
  expect(world.endpoint.look(ENDPOINT)).toMatchObject({ configuration: NEW });
});
