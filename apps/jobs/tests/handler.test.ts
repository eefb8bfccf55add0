import { EVENTS } from '@pilotlight/contracts';
import { predict, readPrediction } from '@pilotlight/lifecycle';
import { createWorld, denied, SimulatedSageMaker, MODEL } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../src/handler.ts';

const scheduled = {
  source: EVENTS.schedule.source,
  'detail-type': EVENTS.schedule.detailType,
  detail: {},
};

const changed = (EndpointStatus: string, EndpointName = `endpoint-${MODEL}`) => ({
  source: EVENTS.endpointStateChange.source,
  'detail-type': EVENTS.endpointStateChange.detailType,
  detail: { EndpointName, EndpointStatus, EndpointArn: 'arn', Tags: {} },
});

const config = {
  tableName: 'table',
  bucketName: 'bucket',
  deployments: Object.fromEntries(
    [MODEL, 'other'].map((model) => [
      model,
      { endpointName: `endpoint-${model}`, endpointConfigName: 'config' },
    ]),
  ),
  scheduleRuleName: 'rule',
  activityIntervalSeconds: 60,
  instanceType: 'ml.m5.large',
};

function jobs() {
  const world = createWorld();
  return { world, api: world.instance(), handler: createHandler(config, () => world.instance()) };
}

async function parked({ api }: ReturnType<typeof jobs>, model = MODEL): Promise<string> {
  const found = await predict(api, model, { n: 1 });
  if (found.kind !== 'parked') throw new Error('it was not parked');
  return found.prediction.id;
}

describe('an endpoint that comes into service', () => {
  it.each(['IN_SERVICE', 'InService'])('(%s) answers queued predictions', async (status) => {
    const set = jobs();
    const { world, api, handler } = set;
    const id = await parked(set);
    world.clock.pass(world.endpoint.creationSeconds);
    world.schedule.enabled = false;
    expect(await handler(changed(status))).toMatchObject([{ model: MODEL, answered: 1 }]);
    expect(world.schedule.enabled).toBe(true);
    const invocations = world.endpoint.count('invoke');
    expect(await readPrediction(api, id)).toMatchObject({ status: 'succeeded' });
    expect(world.endpoint.count('invoke')).toBe(invocations);
  });

  it('answers each prediction once, although the event comes twice at once and again later', async () => {
    const set = jobs();
    const { world, handler } = set;
    await Promise.all([parked(set), parked(set), parked(set)]);
    world.clock.pass(world.endpoint.creationSeconds);
    const before = world.endpoint.count('invoke');
    const event = changed('IN_SERVICE');
    const swept = [...(await Promise.all([handler(event), handler(event)])), await handler(event)];
    const answered = swept.flat().map((one) => ('answered' in one ? one.answered : 0));
    expect(answered.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(answered[2]).toBe(0);
    expect(world.endpoint.count('invoke') - before).toBe(3);
  });

  it('is checked with SageMaker: an event that comes too early does no harm', async () => {
    const set = jobs();
    const { world, handler } = set;
    await parked(set);
    const before = world.endpoint.count('invoke');
    expect(await handler(changed('IN_SERVICE'))).toMatchObject([
      { standing: 'starting', answered: 0 },
    ]);
    expect(world.endpoint.count('invoke')).toBe(before);
    expect(world.endpoint.count('create')).toBe(1);
  });
});

describe('an endpoint that failed', () => {
  it.each(['FAILED', 'Failed'])('(%s) is deleted before the next attempt', async (status) => {
    const set = jobs();
    const { world, handler } = set;
    world.endpoint.failure = 'out of memory';
    await parked(set);
    world.clock.pass(world.endpoint.creationSeconds);
    await handler(changed(status));
    expect(world.endpoint.look(MODEL)?.status).toBe('Deleting');
    await handler(changed(status));
    expect(world.endpoint.count('delete')).toBe(1);
  });
});

it('ignores endpoints that are not ours', async () => {
  const { world, handler } = jobs();
  expect(await handler(changed('IN_SERVICE', 'not-ours'))).toEqual([]);
  expect(world.endpoint.calls).toEqual([]);
});

describe('the schedule', () => {
  it('sweeps every model', async () => {
    const set = jobs();
    const { world, handler } = set;
    await Promise.all([parked(set), parked(set, 'other')]);
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await handler(scheduled)).toMatchObject([
      { model: MODEL, answered: 1 },
      { model: 'other', answered: 1 },
    ]);
  });

  it('sweeps the other models when one sweep fails, and then throws', async () => {
    const set = jobs();
    const { world, api, handler } = set;
    const id = await parked(set, 'other');
    world.clock.pass(world.endpoint.creationSeconds);
    const { readWake } = world.store;
    world.store.readWake = (model) =>
      model === MODEL ? Promise.reject(denied('GetItem')) : readWake.call(world.store, model);
    await expect(handler(scheduled)).rejects.toThrow('not authorized to GetItem');
    expect(await readPrediction(api, id)).toMatchObject({ status: 'succeeded' });
  });

  it('starts no replay when the function is about to be stopped', async () => {
    const set = jobs();
    const { world, handler } = set;
    await parked(set);
    world.clock.pass(world.endpoint.creationSeconds);
    const soon = { getRemainingTimeInMillis: () => 1000 };
    expect(await handler(changed('IN_SERVICE'), soon)).toMatchObject([{ answered: 0 }]);
    expect(await handler(changed('IN_SERVICE'))).toMatchObject([{ answered: 1 }]);
  });
});

describe('a deployment', () => {
  const endpointName = `endpoint-${MODEL}`;
  const move = (more = {}) => ({
    deployment: 'move',
    model: MODEL,
    endpointName,
    endpointConfigName: 'config-2',
    ...more,
  });
  const retire = (action: string, model = MODEL) => ({
    deployment: 'retire',
    model,
    endpointName: `endpoint-${model}`,
    tf: { action, prev_input: null },
  });

  it('moves the endpoint to the configuration in the request, with its rollout', async () => {
    const world = createWorld();
    world.endpoint.put(MODEL);
    const told: unknown[] = [];
    const handler = createHandler(config, ({ deployments }) => {
      world.endpoint.configuration = deployments[MODEL]?.endpointConfigName ?? '';
      return {
        ...world.instance(),
        endpoint: Object.assign(world.endpoint, {
          update: async (model: string, rollout: unknown) => {
            told.push(rollout);
            return SimulatedSageMaker.prototype.update.call(world.endpoint, model);
          },
        }),
      };
    });
    const rollout = { canaryInstances: 1, bakeSeconds: 120, alarmName: 'errors' };
    expect(await handler(move({ rollout }))).toEqual({ model: MODEL, outcome: 'moved' });
    expect(told).toEqual([rollout]);
    expect(world.endpoint.look(MODEL)).toMatchObject({ configuration: 'config-2' });
  });

  it('retires a model that is no longer in the environment', async () => {
    const world = createWorld();
    world.endpoint.put('former');
    const known: string[][] = [];
    const handler = createHandler(config, ({ deployments }) => {
      known.push(Object.keys(deployments));
      return world.instance();
    });
    expect(await handler(retire('delete', 'former'))).toEqual({
      model: 'former',
      outcome: 'retired',
    });
    expect(known).toEqual([[MODEL, 'other'], ['former']]);
    expect(world.endpoint.look('former')).toBeUndefined();
  });

  it.each(['create', 'update'])('that adds a model (%s) touches no endpoint', async (action) => {
    const { world, handler } = jobs();
    world.endpoint.put(MODEL);
    expect(await handler(retire(action))).toEqual({ model: MODEL, outcome: 'kept' });
    expect(world.endpoint.calls).toEqual([]);
  });

  it('ends with an error before the function is stopped', async () => {
    const { world, handler } = jobs();
    world.endpoint.hold(MODEL, 'Creating', 600);
    const soon = { getRemainingTimeInMillis: () => 60_000 };
    await expect(handler(retire('delete'), soon)).rejects.toThrow('Run the same command again');
  });

  it.each([
    [{ deployment: 'remove' }],
    [move({ endpointConfigName: 1 })],
    [retire('destroy')],
    [move({ rollout: { canaryInstances: 0 } })],
  ])('that is not valid (%j) is rejected', async (event) => {
    const { world, handler } = jobs();
    await expect(handler(event)).rejects.toThrow('The event is not valid');
    expect(world.endpoint.calls).toEqual([]);
  });
});

it.each([[undefined], [{}], [{ ...changed('X'), detail: {} }], [{ ...scheduled, source: 'me' }]])(
  'rejects %j, which is none of its events',
  async (event) => {
    const { world, handler } = jobs();
    await expect(async () => handler(event)).rejects.toThrow('The event is not valid');
    expect(world.endpoint.calls).toEqual([]);
  },
);
