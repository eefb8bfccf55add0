import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { describe, expect, it } from 'vitest';
import { jsonRequest, predict, readPrediction, sweep } from '../../src/index.ts';
import { park } from '../../testing/asking.ts';
import { containerError, denied } from '../../testing/simulated-sagemaker.ts';
import { createWorld, ENDPOINT, MODEL, MODELS } from '../../testing/index.ts';

const input = { premise: 'a' };

const echo = { echo: input };

async function parkOne() {
  const world = createWorld();
  return { world, api: world.instance(), id: await park(world) };
}

it('completes the write even when the invocation fails, before Lambda freezes the instance', async () => {
  const world = createWorld();
  world.endpoint.before.invoke = () => {
    throw denied('InvokeEndpoint');
  };
  world.store.before.recordActivity = () => new Promise((resolve) => setImmediate(resolve));
  await expect(predict(world.instance(), MODEL, jsonRequest({}))).rejects.toThrow('not authorized');
  expect(world.store.activity.get(ENDPOINT.key)).toBe(world.clock.now());
});

describe('an endpoint that is deleted during the invocation', () => {
  it.each([
    ['breaks the connection', containerError(0, '')],
    ['answers 500', containerError(500, '')],
  ])('and %s has the prediction parked', async (_, invocation) => {
    const { endpoint, instance } = createWorld();
    endpoint.put(ENDPOINT);
    endpoint.answer = () => {
      endpoint.vanish(ENDPOINT);
      return invocation;
    };
    expect((await predict(instance(), MODEL, jsonRequest(input))).kind).toBe('parked');
    expect(endpoint.count('create')).toBe(1);
  });

  it('and gives an AWS error has the prediction parked', async () => {
    const { endpoint, instance } = createWorld();
    endpoint.put(ENDPOINT);
    endpoint.before.invoke = () => {
      endpoint.vanish(ENDPOINT);
      const where = { service: 'SageMaker', operation: 'InvokeEndpoint' };
      throw new CloudError('unavailable', where, 'ServiceUnavailable');
    };
    expect((await predict(instance(), MODEL, jsonRequest(input))).kind).toBe('parked');
  });

  it('is woken again each time this happens to a replay, and the prediction is not given up', async () => {
    const { world, api, id } = await parkOne();
    const { endpoint, clock } = world;
    for (let time = 0; time < 2 * LIMITS.replayAttempts; time++) {
      clock.pass(endpoint.creationSeconds);
      endpoint.before.invoke = () => endpoint.vanish(ENDPOINT);
      await sweep(api, ENDPOINT, [MODEL], world.deadline());
    }
    endpoint.before = {};
    clock.pass(endpoint.creationSeconds);
    expect(await readPrediction(api, MODELS, id)).toMatchObject({ status: 'succeeded' });
  });

  it('is woken again when this happens to a replay, and the prediction is answered', async () => {
    const { world, api, id } = await parkOne();
    const { endpoint, clock } = world;
    clock.pass(endpoint.creationSeconds);
    endpoint.before.invoke = () => endpoint.vanish(ENDPOINT);
    await sweep(api, ENDPOINT, [MODEL], world.deadline());
    endpoint.before = {};
    expect(endpoint.count('create')).toBe(2);
    clock.pass(endpoint.creationSeconds);
    await sweep(api, ENDPOINT, [MODEL], world.deadline());
    expect(await readPrediction(api, MODELS, id)).toMatchObject({
      status: 'succeeded',
      output: echo,
    });
  });
});
