import { CloudError } from '@pilotlight/hosts';
import { describe, expect, it } from 'vitest';
import { jsonRequest, observe, predict, readPrediction, sweep } from '../../src/index.ts';
import {
  containerError,
  createWorld,
  denied,
  deployedEndpoint,
  ENDPOINT,
  functionModel,
  throttled,
  type World,
} from '../../testing/index.ts';

const AUTO = functionModel('auto');
const REALTIME = functionModel('realtime');

const request = (n = 1) => jsonRequest({ n });

const answer = (servedBy: string, n = 1) => ({
  kind: 'answered',
  output: { echo: { n } },
  servedBy,
});

/** Lambda throttles the next `times` invocations. */
function throttle({ lambda }: World, times: number): void {
  let left = times;
  lambda.before = () => {
    if (left-- > 0) throw throttled();
  };
}

async function park(world: World, model: typeof AUTO): Promise<string> {
  throttle(world, 100);
  const parked = await predict(world.instance(), model, request());
  if (parked.kind !== 'parked') throw new Error('it was not parked');
  throttle(world, 0);
  return parked.prediction.id;
}

/** An endpoint in service, as its last use says. */
async function inService(world: World): Promise<void> {
  world.endpoint.put(ENDPOINT);
  await world.store.recordActivity(ENDPOINT.key, world.clock.now());
}

const read = (world: World, model: typeof AUTO, id: string) =>
  readPrediction(world.instance(), new Map([[model.name, model]]), id);

describe.each([
  ['auto', AUTO],
  ['realtime, with a function until the endpoint is in service', REALTIME],
])('a model with both, in mode %s', (_, model) => {
  it('is answered by the function while the endpoint sleeps', async () => {
    const world = createWorld();
    expect(await predict(world.instance(), model, request())).toEqual(answer('function'));
    expect(await observe(world.instance(), model)).toMatchObject({ answersFrom: 'function' });
    expect(world.endpoint.count('invoke')).toBe(0);
  });

  it('is answered by the endpoint, with no other call, once this instance has seen it', async () => {
    const world = createWorld();
    const api = world.instance();
    await inService(world);
    expect(await predict(api, model, request())).toEqual(answer('function'));
    world.endpoint.calls.length = 0;
    expect(await predict(api, model, request(2))).toEqual(answer('endpoint', 2));
    expect(world.endpoint.calls).toEqual(['invoke']);
    expect(world.lambda.calls).toHaveLength(1);
    expect(await observe(api, model)).toMatchObject({ answersFrom: 'endpoint' });
  });

  it('falls back to the function when the endpoint has gone', async () => {
    const world = createWorld();
    const api = world.instance();
    await inService(world);
    await predict(api, model, request());
    expect(await predict(api, model, request())).toEqual(answer('endpoint'));
    world.endpoint.vanish(ENDPOINT);
    expect(await predict(api, model, request())).toEqual(answer('function'));
  });

  it.each([
    ['is busy', () => containerError(503, 'full')],
    [
      'cannot be reached',
      () => {
        const where = { service: 'SageMaker', operation: 'InvokeEndpoint' };
        throw new CloudError('unavailable', where, 'The container is being replaced');
      },
    ],
    [
      'is throttled',
      () => {
        throw throttled();
      },
    ],
  ])(
    'falls back to the function when the endpoint %s, and asks the endpoint next time',
    async (__, reply) => {
      const world = createWorld();
      const api = world.instance();
      await inService(world);
      await predict(api, model, request());
      const { answer: usual } = world.endpoint;
      world.endpoint.answer = reply;
      expect(await predict(api, model, request())).toEqual(answer('function'));
      world.endpoint.answer = usual;
      expect(await predict(api, model, request())).toEqual(answer('endpoint'));
    },
  );

  it('is refused when the endpoint may not be asked', async () => {
    const world = createWorld();
    const api = world.instance();
    await inService(world);
    await predict(api, model, request());
    world.endpoint.before.invoke = () => {
      throw denied('InvokeEndpoint');
    };
    await expect(predict(api, model, request())).rejects.toMatchObject({ kind: 'denied' });
  });

  it.each([
    ['too slow', { kind: 'timed-out' } as const],
    ['killed', containerError(0, 'signal: killed')],
  ])('has what the function is %s for answered by the endpoint', async (__, asked) => {
    const world = createWorld();
    world.lambda.answer = () => asked;
    const parked = await predict(world.instance(), model, request());
    if (parked.kind !== 'parked') throw new Error('it was not parked');
    expect(world.endpoint.count('create')).toBe(1);
    // While the endpoint is being created, the function is not asked in vain.
    await sweep(world.instance(), ENDPOINT, [model], world.deadline());
    expect(world.lambda.calls).toHaveLength(1);
    world.clock.pass(world.endpoint.creationSeconds);
    await sweep(world.instance(), ENDPOINT, [model], world.deadline());
    expect(await read(world, model, parked.prediction.id)).toMatchObject({
      status: 'succeeded',
      servedBy: 'endpoint',
    });
  });

  it('is answered by the function when the endpoint cannot be created', async () => {
    const world = createWorld();
    const endpoint = deployedEndpoint(model.name, { functions: [model.name] });
    world.endpoint.failure = 'No capacity.';
    const id = await park(world, model);
    for (let minute = 0; minute < 60; minute++) {
      world.clock.pass(60);
      await sweep(world.instance(), endpoint, [model], world.deadline());
    }
    expect(await read(world, model, id)).toMatchObject({
      status: 'succeeded',
      servedBy: 'function',
    });
  });

  it('is parked for the function when the ceiling forbids a wake', async () => {
    const world = createWorld();
    world.ceiling.seconds = 0;
    const id = await park(world, model);
    expect(world.endpoint.count('create')).toBe(0);
    expect(world.schedule.enabled).toBe(true);
    expect(await read(world, model, id)).toMatchObject({ status: 'succeeded' });
  });

  it('is answered even if nothing can be known of its endpoint', async () => {
    const world = createWorld();
    await inService(world);
    world.endpoint.before.describe = () => {
      throw throttled();
    };
    expect(await predict(world.instance(), model, request())).toEqual(answer('function'));
    expect(world.lines).toContainEqual(expect.objectContaining({ event: 'endpoint_not_lit' }));
  });
});
