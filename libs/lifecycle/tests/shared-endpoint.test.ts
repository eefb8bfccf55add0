import { LIMITS } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import {
  jsonRequest,
  observe,
  predict,
  readPrediction,
  reap,
  retireEndpoint,
  sweep,
  wakeEndpoint,
} from '../src/index.ts';
import {
  createWorld,
  deployedEndpoint,
  deployedModel,
  INTERVAL_SECONDS,
  type World,
} from '../testing/index.ts';

const SHARED = deployedEndpoint('shared', { models: ['a', 'b'] });
const A = deployedModel('a', SHARED);
const B = deployedModel('b', SHARED);
const MODELS = new Map([A, B].map((model) => [model.name, model]));

/** A model of the same stack on its own endpoint. */
const OTHER = deployedModel('other');

const IDLE_SECONDS = SHARED.idleMinutes * 60;

async function park(world: World, model: typeof A, input: unknown = {}): Promise<string> {
  world.clock.pass(0.001);
  const parked = await predict(world.instance(), model, jsonRequest(input));
  if (parked.kind !== 'parked') throw new Error('it was not parked');
  return parked.prediction.id;
}

const sweepAll = (world: World) => sweep(world.instance(), SHARED, [A, OTHER, B], world.deadline());

const errorOf = async (world: World, id: string) =>
  (await readPrediction(world.instance(), MODELS, id))?.error;

describe('an endpoint that two models share', () => {
  it.each([
    ['the first', [A, B]],
    ['the second', [B, A]],
    ['both at once', undefined],
  ])('is woken once by %s', async (_, order) => {
    const world = createWorld();
    if (order) for (const model of order) await park(world, model);
    else await Promise.all([A, B, A, B].map((model) => park(world, model)));
    expect(world.endpoint.count('create')).toBe(1);
    expect([...world.store.wakes.keys()]).toEqual(['shared']);
    expect(world.endpoint.look(SHARED)?.status).toBe('Creating');
  });

  it('serves both by one endpoint, and one sweep replays the predictions of both', async () => {
    const world = createWorld();
    const ids = [await park(world, A, { n: 1 }), await park(world, B, { n: 2 })];
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await sweepAll(world)).toMatchObject({ endpoint: 'shared', answered: 2 });
    for (const [index, id] of ids.entries()) {
      expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
        status: 'succeeded',
        output: { echo: { n: index + 1 } },
      });
    }
  });

  it('answers the oldest first across both queues, and asks for the model of each', async () => {
    const world = createWorld();
    const order = [A, B, B, A, B, A, A, A, B];
    for (const [n, model] of order.entries()) await park(world, model, { n });
    world.clock.pass(world.endpoint.creationSeconds);
    const asked: unknown[] = [];
    const { host, ...ports } = world.instance();
    const listening: typeof host = {
      ask(model, request) {
        const input = JSON.parse(Buffer.from(request.body).toString()) as unknown;
        const { serving } = model;
        asked.push([serving.mode === 'realtime' && serving.targetModel, input]);
        return host.ask(model, request);
      },
    };
    await sweep({ ...ports, host: listening }, SHARED, [B, A], world.deadline());
    expect(asked).toEqual(order.map(({ name }, n) => [`${name}/1.tar.gz`, { n }]));
  });

  it('shows in the state how many predictions of both wait', async () => {
    const world = createWorld();
    await park(world, A);
    await park(world, B);
    expect(await observe(world.instance(), A)).toMatchObject({ status: 'waking', queued: 2 });
  });

  it('is not woken by a model on another endpoint', async () => {
    const world = createWorld();
    await park(world, OTHER);
    await sweepAll(world);
    expect(world.endpoint.look(SHARED)).toBeUndefined();
    expect(await observe(world.instance(), A)).toEqual({ status: 'asleep' });
  });

  it('leaves the predictions of other endpoints alone', async () => {
    const world = createWorld();
    await park(world, A);
    await park(world, OTHER);
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await sweepAll(world)).toMatchObject({ answered: 1 });
    expect(await world.store.countQueued(OTHER.name, world.clock.now())).toBe(1);
  });
});

describe('the reaper', () => {
  const decide = async (world: World) => {
    const options = { activityIntervalSeconds: INTERVAL_SECONDS };
    const [reaped] = await reap(world.instance(), [A, B], options);
    return reaped?.decision;
  };

  async function awake(): Promise<World> {
    const world = createWorld();
    await wakeEndpoint(world.instance(), A);
    world.clock.pass(world.endpoint.creationSeconds);
    await sweepAll(world);
    return world;
  }

  it.each([A, B])(
    'keeps the endpoint while $name is used, and deletes it when both are idle',
    async (used) => {
      const world = await awake();
      for (let use = 0; use < 4; use++) {
        world.clock.pass(IDLE_SECONDS - INTERVAL_SECONDS);
        expect((await predict(world.instance(), used, jsonRequest({}))).kind).toBe('answered');
        expect(await decide(world)).toBe('kept');
      }
      world.clock.pass(IDLE_SECONDS + INTERVAL_SECONDS);
      expect(await decide(world)).toBe('kept');
      world.clock.pass(1);
      expect(await decide(world)).toBe('deleted');
      expect(world.endpoint.look(SHARED)?.status).toBe('Deleting');
    },
  );

  it.each([A, B])('keeps the endpoint while a prediction of $name is queued', async ({ name }) => {
    const world = await awake();
    world.clock.pass(10 * IDLE_SECONDS);
    await world.store.park({
      id: '01',
      model: name,
      request: jsonRequest({}),
      now: world.clock.now(),
    });
    expect(await decide(world)).toBe('kept');
    await world.store.answer('01', { output: 1 }, world.clock.now());
    expect(await decide(world)).toBe('deleted');
  });

  it.each([A, B])('keeps the schedule on for a queued prediction of $name', async ({ name }) => {
    const world = createWorld();
    await world.store.park({
      id: '01',
      model: name,
      request: jsonRequest({}),
      now: world.clock.now(),
    });
    await decide(world);
    expect(world.schedule.enabled).toBe(true);
  });

  it.each([A, B])(
    'enables the schedule again for a prediction of $name that comes while it is being disabled',
    async ({ name }) => {
      const world = createWorld();
      world.endpoint.before.disable = () =>
        world.store.park({
          id: '01',
          model: name,
          request: jsonRequest({}),
          now: world.clock.now(),
        });
      await decide(world);
      expect(world.endpoint.count('disable')).toBe(1);
      expect(world.schedule.enabled).toBe(true);
    },
  );
});

describe('a failed wake', () => {
  it('fails the queued predictions of both models, whichever woke the endpoint', async () => {
    const world = createWorld();
    world.endpoint.failure = 'out of memory';
    const ids = [await park(world, A), await park(world, B)];
    const wake = () => world.store.wakes.get('shared')?.record.status;
    while (wake() === 'open') {
      world.clock.pass(60);
      await sweepAll(world);
    }
    expect(world.endpoint.count('create')).toBe(LIMITS.wakeAttempts);
    for (const { name } of [A, B]) {
      expect(await world.store.countQueued(name, world.clock.now())).toBe(0);
    }
    for (const id of ids) {
      expect(await errorOf(world, id)).toMatchObject({
        code: 'endpoint_failed',
        detail: 'out of memory',
      });
    }
    // It rests for both: predictions that were parked a moment too late fail as well, and new ones at once.
    const late = [A, B].map(({ name }, n) => ({
      id: `0${n}`,
      model: name,
      request: jsonRequest({}),
    }));
    for (const one of late) await world.store.park({ ...one, now: world.clock.now() });
    await observe(world.instance(), A);
    for (const { id } of late) {
      expect(world.store.rows.get(id)).toMatchObject({ error: { code: 'endpoint_failed' } });
    }
    for (const model of [A, B]) {
      await expect(predict(world.instance(), model, jsonRequest({}))).rejects.toMatchObject({
        code: 'endpoint_failed',
      });
    }
  });
});

describe('a retired endpoint', () => {
  it('fails the predictions of the models that it is given, and of no other', async () => {
    const world = createWorld();
    const [gone, moved, other] = [
      await park(world, A),
      await park(world, B),
      await park(world, OTHER),
    ];
    // `b` is served by another endpoint from now on.
    await retireEndpoint(world.instance(), SHARED, ['a'], world.deadline());
    expect(world.store.rows.get(gone)).toMatchObject({
      status: 'failed',
      error: { code: 'model_retired' },
    });
    const elsewhere = deployedModel('b');
    world.clock.pass(world.endpoint.creationSeconds);
    await sweep(world.instance(), elsewhere.serving.endpoint, [elsewhere], world.deadline());
    world.clock.pass(world.endpoint.creationSeconds);
    for (const model of [elsewhere, OTHER]) {
      await sweep(world.instance(), model.serving.endpoint, [model], world.deadline());
    }
    for (const id of [moved, other]) {
      expect(world.store.rows.get(id)).toMatchObject({ status: 'succeeded' });
    }
    expect(world.endpoint.look(SHARED)).toBeUndefined();
  });
});
