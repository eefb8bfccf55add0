import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { describe, expect, it } from 'vitest';
import { jsonRequest, predict, readPrediction, sweep } from '../../src/index.ts';
import { denied } from '../../testing/simulated-sagemaker.ts';
import { createWorld, ENDPOINT, MODEL, MODELS } from '../../testing/index.ts';

const input = { premise: 'a', hypothesis: 'b' };

const echo = { echo: input };

async function parkOne(world = createWorld()) {
  const api = world.instance();
  const parked = await predict(api, MODEL, jsonRequest(input));
  if (parked.kind !== 'parked') throw new Error('it was not parked');
  return { world, api, id: parked.prediction.id, prediction: parked.prediction };
}

describe('an awake endpoint', () => {
  it('is called by one InvokeEndpoint and nothing else', async () => {
    const { endpoint, instance } = createWorld();
    endpoint.put(ENDPOINT);
    expect(await predict(instance(), MODEL, jsonRequest(input))).toEqual({
      kind: 'answered',
      output: echo,
      servedBy: 'endpoint',
    });
    expect(endpoint.calls).toEqual(['invoke']);
  });

  it('answers even if its use cannot be recorded', async () => {
    const { endpoint, store, instance, lines } = createWorld();
    endpoint.put(ENDPOINT);
    store.before.recordActivity = () => {
      throw denied('UpdateItem');
    };
    expect((await predict(instance(), MODEL, jsonRequest(input))).kind).toBe('answered');
    expect(lines).toContainEqual(expect.objectContaining({ event: 'activity_not_recorded' }));
  });

  it('is not invoked with an input that is too large', async () => {
    const { endpoint, instance } = createWorld();
    endpoint.put(ENDPOINT);
    // Each of these takes five bytes in a request, and twenty-two here.
    const numbers = Array.from({ length: LIMITS.requestBodyBytes / 5 }, () => 1e20);
    const ask = async () => predict(instance(), MODEL, jsonRequest({ numbers }));
    await expect(ask()).rejects.toMatchObject({ code: 'body_too_large' });
    expect(endpoint.calls).toEqual([]);
  });
});

describe('a sleeping endpoint', () => {
  it('is woken once for twenty simultaneous first requests, and each gets its own answer', async () => {
    const { endpoint, clock, instance, deadline } = createWorld();
    const asked = Array.from({ length: 20 }, (_, n) => ({ premise: `p${n}` }));
    const parked = await Promise.all(
      asked.map((one) => predict(instance(), MODEL, jsonRequest(one))),
    );
    expect(endpoint.count('create')).toBe(1);
    clock.pass(endpoint.creationSeconds);
    await sweep(instance(), ENDPOINT, [MODEL], deadline());
    for (const [n, one] of parked.entries()) {
      if (one.kind !== 'parked') throw new Error('it was not parked');
      const found = await readPrediction(instance(), MODELS, one.prediction.id);
      expect(found).toMatchObject({ status: 'succeeded', output: { echo: asked[n] } });
    }
    expect(endpoint.count('create')).toBe(1);
  });

  it('is woken after the prediction is parked; the schedule is enabled before and after the creation', async () => {
    const world = createWorld();
    const order: string[] = [];
    world.store.before.park = () => void order.push('park');
    world.store.before.recordActivity = () => void order.push('used');
    world.endpoint.before.create = () => void order.push('create');
    world.endpoint.before.enable = () => void order.push('enable');
    const { prediction } = await parkOne(world);
    expect(order.filter((what) => what !== 'used')).toEqual(['park', 'enable', 'create', 'enable']);
    expect(order).toContain('used');
    expect(prediction).toMatchObject({
      status: 'queued',
      state: { status: 'waking', phase: 'creating', elapsedSeconds: 0, estimateSeconds: 180 },
    });
  });

  it('answers a poll when the event that it came into service is lost', async () => {
    const { world, api, id } = await parkOne();
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await readPrediction(api, MODELS, id)).toMatchObject({
      status: 'succeeded',
      output: echo,
    });
  });

  it('answers at once when it comes into service while the prediction is being parked', async () => {
    const { endpoint, store, instance } = createWorld();
    store.before.park = () => endpoint.put(ENDPOINT);
    expect(await predict(instance(), MODEL, jsonRequest(input))).toEqual({
      kind: 'answered',
      output: echo,
      servedBy: 'endpoint',
    });
    expect(endpoint.count('create')).toBe(0);
  });

  it('has its answers kept for a day', async () => {
    const { world, api, id } = await parkOne();
    world.clock.pass(world.endpoint.creationSeconds);
    await readPrediction(api, MODELS, id);
    world.clock.pass(24 * 3600 - 1);
    expect(await readPrediction(api, MODELS, id)).toMatchObject({ status: 'succeeded' });
    world.clock.pass(2);
    expect(await readPrediction(api, MODELS, id)).toBeUndefined();
  });

  it('accepts no prediction when a permission is missing', async () => {
    const { endpoint, store, instance } = createWorld();
    endpoint.before.enable = () => {
      throw denied('EnableRule');
    };
    await expect(predict(instance(), MODEL, jsonRequest(input))).rejects.toMatchObject({
      kind: 'denied',
    });
    expect([...store.rows.values()]).toEqual([
      expect.objectContaining({
        status: 'failed',
        error: expect.objectContaining({ code: 'cloud_denied' }),
      }),
    ]);
    // Once it is granted, the next request is accepted.
    endpoint.before = {};
    expect((await predict(instance(), MODEL, jsonRequest(input))).kind).toBe('parked');
  });
});

describe('a full queue', () => {
  it('rejects a prediction instead of parking it', async () => {
    const { instance, store } = createWorld();
    store.countQueued = () => Promise.resolve(LIMITS.queuedPredictions);
    await expect(predict(instance(), MODEL, jsonRequest({}))).rejects.toMatchObject({
      code: 'overloaded',
    });
    expect(store.rows.size).toBe(0);
  });
});

describe('a poll', () => {
  const where = { service: 'SageMaker', operation: 'DescribeEndpoint' };

  it('is answered with the known status when AWS throttles', async () => {
    const { world, api, id } = await parkOne();
    world.endpoint.before.describe = () => {
      throw new CloudError('throttled', where, 'Rate exceeded');
    };
    expect(await readPrediction(api, MODELS, id)).toMatchObject({ id, status: 'queued' });
  });

  it('throws when a permission is missing, because waiting does not help', async () => {
    const { world, api, id } = await parkOne();
    world.endpoint.before.describe = () => {
      throw denied('DescribeEndpoint');
    };
    await expect(readPrediction(api, MODELS, id)).rejects.toMatchObject({ kind: 'denied' });
  });

  it('writes nothing while the endpoint is being created', async () => {
    const { world, api, id } = await parkOne();
    world.store.calls.length = 0;
    world.clock.pass(1);
    await readPrediction(api, MODELS, id);
    expect(world.store.calls.filter((call) => !/^(read|count)/.test(call))).toEqual([]);
  });
});
