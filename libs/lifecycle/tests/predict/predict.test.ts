import { LIMITS } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import { CloudError, predict, readPrediction, sweep } from '../../src/index.ts';
import { denied } from '../fakes/endpoint.ts';
import { createWorld, MODEL } from '../fakes/world.ts';

const input = { premise: 'a', hypothesis: 'b' };

const echo = { echo: input };

async function parkOne(world = createWorld()) {
  const api = world.instance();
  const parked = await predict(api, MODEL, input);
  if (parked.kind !== 'parked') throw new Error('it was not parked');
  return { world, api, id: parked.prediction.id, prediction: parked.prediction };
}

describe('an awake endpoint', () => {
  it('is asked by one InvokeEndpoint and nothing else', async () => {
    const { endpoint, instance } = createWorld();
    endpoint.put(MODEL);
    expect(await predict(instance(), MODEL, input)).toEqual({ kind: 'answered', output: echo });
    expect(endpoint.calls).toEqual(['invoke']);
  });

  it('answers although its use could not be recorded', async () => {
    const { endpoint, store, instance, lines } = createWorld();
    endpoint.put(MODEL);
    store.before.recordActivity = () => {
      throw denied('UpdateItem');
    };
    expect((await predict(instance(), MODEL, input)).kind).toBe('answered');
    expect(lines).toContainEqual(expect.objectContaining({ event: 'activity_not_recorded' }));
  });

  it.each([
    [
      { kind: 'model-error', status: 400, message: 'too long' } as const,
      'model_rejected',
      'too long',
    ],
    [{ kind: 'model-error', status: 500, message: 'at /opt/ml/x.js' } as const, 'model_error', ''],
    [{ kind: 'model-error', status: 503, message: '' } as const, 'overloaded', ''],
    [
      { kind: 'model-error', status: 0, message: 'Your invocation timed out' } as const,
      'model_timeout',
      '',
    ],
    [{ kind: 'timed-out' } as const, 'model_timeout', ''],
    [{ kind: 'answered', body: 'not JSON' } as const, 'model_error', ''],
  ])('that answers %j is told as %s', async (invocation, code, words) => {
    const { endpoint, instance } = createWorld();
    endpoint.put(MODEL);
    endpoint.answer = () => invocation;
    const failure = await predict(instance(), MODEL, input).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'ProblemError', code });
    expect(String(failure)).toContain(words);
    expect(String(failure)).not.toContain('/opt/ml');
  });

  it('is not asked with what it could not take', async () => {
    const { endpoint, instance } = createWorld();
    endpoint.put(MODEL);
    // Each of these takes five bytes in a request, and twenty-two here.
    const numbers = Array.from({ length: LIMITS.requestBodyBytes / 5 }, () => 1e20);
    const failure = predict(instance(), MODEL, { numbers });
    await expect(failure).rejects.toMatchObject({ code: 'body_too_large' });
    expect(endpoint.calls).toEqual([]);
  });

  it("keeps the container's own words and places when it refuses the input", async () => {
    const { endpoint, instance } = createWorld();
    endpoint.put(MODEL);
    const message = JSON.stringify({
      type: 'urn:pilotlight:error:input_invalid',
      title: 'x',
      status: 422,
      code: 'input_invalid',
      detail: '/premise is too long.',
      errors: [{ pointer: '/premise', detail: 'is too long' }],
    });
    endpoint.answer = () => ({ kind: 'model-error', status: 422, message });
    await expect(predict(instance(), MODEL, input)).rejects.toMatchObject({
      code: 'model_rejected',
      message: '/premise is too long.',
      errors: [{ pointer: '/premise', detail: 'is too long' }],
    });
  });
});

describe('a sleeping endpoint', () => {
  it('is woken once by twenty simultaneous first requests, and each gets its own answer', async () => {
    const { endpoint, clock, instance, deadline } = createWorld();
    const asked = Array.from({ length: 20 }, (_, n) => ({ premise: `p${n}` }));
    const parked = await Promise.all(asked.map((one) => predict(instance(), MODEL, one)));
    expect(endpoint.count('create')).toBe(1);
    clock.pass(endpoint.creationSeconds);
    await sweep(instance(), MODEL, deadline());
    for (const [n, one] of parked.entries()) {
      if (one.kind !== 'parked') throw new Error('it was not parked');
      const found = await readPrediction(instance(), one.prediction.id);
      expect(found).toMatchObject({ status: 'succeeded', output: { echo: asked[n] } });
    }
    expect(endpoint.count('create')).toBe(1);
  });

  it('is parked for before it is woken, and the schedule runs before and after the creation', async () => {
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

  it('is answered by a poll when the event of its coming into service is lost', async () => {
    const { world, api, id } = await parkOne();
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await readPrediction(api, id)).toMatchObject({ status: 'succeeded', output: echo });
  });

  it('answers at once when it came into service while the prediction was parked', async () => {
    const { endpoint, store, instance } = createWorld();
    store.before.park = () => endpoint.put(MODEL);
    expect(await predict(instance(), MODEL, input)).toEqual({ kind: 'answered', output: echo });
    expect(endpoint.count('create')).toBe(0);
  });

  it('keeps an answer for a day and then forgets it', async () => {
    const { world, api, id } = await parkOne();
    world.clock.pass(world.endpoint.creationSeconds);
    await readPrediction(api, id);
    world.clock.pass(24 * 3600 - 1);
    expect(await readPrediction(api, id)).toMatchObject({ status: 'succeeded' });
    world.clock.pass(2);
    expect(await readPrediction(api, id)).toBeUndefined();
  });

  it('is not promised an answer when a permission is missing', async () => {
    const { endpoint, store, instance } = createWorld();
    endpoint.before.enable = () => {
      throw denied('EnableRule');
    };
    await expect(predict(instance(), MODEL, input)).rejects.toMatchObject({ kind: 'denied' });
    expect([...store.rows.values()]).toEqual([
      expect.objectContaining({
        status: 'failed',
        error: expect.objectContaining({ code: 'cloud_denied' }),
      }),
    ]);
    // Once it is granted, the next one goes through.
    endpoint.before = {};
    expect((await predict(instance(), MODEL, input)).kind).toBe('parked');
  });
});

describe('a full queue', () => {
  it('refuses a prediction instead of parking it', async () => {
    const { instance, store } = createWorld();
    store.countQueued = () => Promise.resolve(LIMITS.queuedPredictions);
    await expect(predict(instance(), MODEL, {})).rejects.toMatchObject({ code: 'overloaded' });
    expect(store.rows.size).toBe(0);
  });
});

describe('a poll', () => {
  const where = { service: 'SageMaker', operation: 'DescribeEndpoint' };

  it('is answered with what is known when AWS is busy', async () => {
    const { world, api, id } = await parkOne();
    world.endpoint.before.describe = () => {
      throw new CloudError('throttled', where, 'Rate exceeded');
    };
    expect(await readPrediction(api, id)).toMatchObject({ id, status: 'queued' });
  });

  it('tells of a missing permission, for waiting is of no use', async () => {
    const { world, api, id } = await parkOne();
    world.endpoint.before.describe = () => {
      throw denied('DescribeEndpoint');
    };
    await expect(readPrediction(api, id)).rejects.toMatchObject({ kind: 'denied' });
  });

  it('writes nothing while the endpoint is being created', async () => {
    const { world, api, id } = await parkOne();
    world.store.calls.length = 0;
    world.clock.pass(1);
    await readPrediction(api, id);
    expect(world.store.calls.filter((call) => !/^(read|count)/.test(call))).toEqual([]);
  });
});

describe('an endpoint that vanishes', () => {
  it.each([
    ['breaks the connection', { kind: 'model-error', status: 0, message: '' } as const],
    ['answers 500', { kind: 'model-error', status: 500, message: '' } as const],
  ])('and %s is parked for', async (_, invocation) => {
    const { endpoint, instance } = createWorld();
    endpoint.put(MODEL);
    endpoint.answer = () => {
      endpoint.vanish(MODEL);
      return invocation;
    };
    expect((await predict(instance(), MODEL, input)).kind).toBe('parked');
    expect(endpoint.count('create')).toBe(1);
  });

  it('and leaves AWS without an answer is parked for', async () => {
    const { endpoint, instance } = createWorld();
    endpoint.put(MODEL);
    endpoint.before.invoke = () => {
      endpoint.vanish(MODEL);
      const where = { service: 'SageMaker', operation: 'InvokeEndpoint' };
      throw new CloudError('unavailable', where, 'ServiceUnavailable');
    };
    expect((await predict(instance(), MODEL, input)).kind).toBe('parked');
  });

  it('under each replay is woken each time, and what waits is not given up for it', async () => {
    const { world, api, id } = await parkOne();
    const { endpoint, clock } = world;
    for (let time = 0; time < 2 * LIMITS.replayAttempts; time++) {
      clock.pass(endpoint.creationSeconds);
      endpoint.before.invoke = () => endpoint.vanish(MODEL);
      await sweep(api, MODEL, world.deadline());
    }
    endpoint.before = {};
    clock.pass(endpoint.creationSeconds);
    expect(await readPrediction(api, id)).toMatchObject({ status: 'succeeded' });
  });

  it('under its own replay is woken again, and nothing is lost', async () => {
    const { world, api, id } = await parkOne();
    const { endpoint, clock } = world;
    clock.pass(endpoint.creationSeconds);
    endpoint.before.invoke = () => endpoint.vanish(MODEL);
    await sweep(api, MODEL, world.deadline());
    endpoint.before = {};
    expect(endpoint.count('create')).toBe(2);
    clock.pass(endpoint.creationSeconds);
    await sweep(api, MODEL, world.deadline());
    expect(await readPrediction(api, id)).toMatchObject({ status: 'succeeded', output: echo });
  });
});
