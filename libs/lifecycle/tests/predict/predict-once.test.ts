import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { describe, expect, it } from 'vitest';
import { jsonRequest, predictOnce, readPrediction, reap, sweep } from '../../src/index.ts';
import {
  answered as answeredJson,
  containerError,
  denied,
} from '../../testing/simulated-sagemaker.ts';
import {
  createWorld,
  deployedModel,
  ENDPOINT,
  INTERVAL_SECONDS,
  MODEL,
  MODELS,
  type World,
} from '../../testing/index.ts';

const input = { premise: 'a', hypothesis: 'b' };

const answered = { kind: 'answered', output: { echo: input }, servedBy: 'endpoint' };

const ask = (world: World, key = 'key', asked: unknown = input) =>
  predictOnce(world.instance(), MODEL, jsonRequest(asked), key);

async function idOf(world: World, key?: string): Promise<string> {
  const predicted = await ask(world, key);
  if (predicted.kind !== 'parked') throw new Error('it was not parked');
  return predicted.prediction.id;
}

/** A world with an endpoint in service. */
function awake(): World {
  const world = createWorld();
  world.endpoint.put(ENDPOINT);
  return world;
}

describe('an awake endpoint', () => {
  it('is invoked once, after the prediction was written, and every retry gets that answer', async () => {
    const world = awake();
    const { endpoint, store } = world;
    let before: string[] = [];
    endpoint.before.invoke = () => void (before = [...store.calls]);
    expect(await ask(world)).toEqual(answered);
    expect(before.filter((call) => !/^(read|record)/.test(call))).toEqual([
      'bindKey',
      'park',
      'claimPrediction',
    ]);
    endpoint.answer = () => answeredJson('another');
    for (let retry = 0; retry < 3; retry++) expect(await ask(world)).toEqual(answered);
    expect(endpoint.calls).toEqual(['invoke']);
    expect(store.rows.size).toBe(1);
  });

  it('is invoked once for twenty simultaneous requests, and all of them get its answer', async () => {
    const world = awake();
    const replies = await Promise.all(Array.from({ length: 20 }, () => ask(world)));
    expect(world.endpoint.count('invoke')).toBe(1);
    expect(world.store.rows.size).toBe(1);
    const [id] = world.store.rows.keys();
    for (const reply of replies) {
      if (reply.kind === 'answered') expect(reply).toEqual(answered);
      else expect(reply.prediction.id).toBe(id);
    }
    expect(await ask(world)).toEqual(answered);
  });

  it('is not invoked by a retry during the first invocation: the retry gets the id at once', async () => {
    const world = awake();
    const { endpoint } = world;
    const answer = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    endpoint.before.invoke = async () => {
      begun.resolve(undefined);
      await answer.promise;
    };
    const first = ask(world);
    await begun.promise;
    const retry = await ask(world);
    if (retry.kind !== 'parked') throw new Error('it was answered');
    expect(retry.prediction).toMatchObject({ status: 'running', state: { status: 'awake' } });
    answer.resolve(undefined);
    expect(await first).toEqual(answered);
    expect(await readPrediction(world.instance(), MODELS, retry.prediction.id)).toMatchObject({
      status: 'succeeded',
      output: answered.output,
    });
    expect(endpoint.count('invoke')).toBe(1);
  });

  it('is invoked again by a retry when the first instance died, once the lease has expired', async () => {
    const world = awake();
    const { endpoint, store, clock } = world;
    store.before.answer = () => {
      throw new Error('killed');
    };
    await expect(ask(world)).rejects.toThrow('killed');
    store.before = {};
    expect((await ask(world)).kind).toBe('parked');
    expect(endpoint.count('invoke')).toBe(1);
    clock.pass(LIMITS.replayLeaseSeconds);
    expect(await ask(world)).toEqual(answered);
    expect(endpoint.count('invoke')).toBe(2);
    expect(await ask(world)).toEqual(answered);
    expect(endpoint.count('invoke')).toBe(2);
  });

  it('may be deleted by hand before the queue index shows a prediction that it was too busy for', async () => {
    const world = awake();
    const { endpoint, store, clock, schedule } = world;
    store.indexLagMilliseconds = 10_000;
    const instance = world.instance();
    // Records its use, so that the next one within the interval is not recorded.
    await predictOnce(instance, MODEL, jsonRequest(input), 'first');
    clock.pass(INTERVAL_SECONDS - 5);
    endpoint.answer = () => containerError(503, 'busy');
    const asked = await predictOnce(instance, MODEL, jsonRequest(input), 'second');
    expect(asked.kind).toBe('parked');
    endpoint.vanish(ENDPOINT);
    clock.pass(6);
    await reap(world.instance(), [MODEL], { activityIntervalSeconds: INTERVAL_SECONDS });
    expect(schedule.enabled).toBe(true);
  });

  it('is invoked by a retry when the first instance died before it wrote the prediction', async () => {
    const world = awake();
    const { store } = world;
    store.before.park = () => {
      throw new Error('killed');
    };
    await expect(ask(world)).rejects.toThrow('killed');
    store.before = {};
    const [bound] = store.keys.values();
    expect(await ask(world)).toEqual(answered);
    expect([...store.rows.keys()]).toEqual([bound?.id]);
  });

  it('that is busy is invoked later, and the caller gets the id', async () => {
    const world = awake();
    const { endpoint, clock } = world;
    const { answer } = endpoint;
    endpoint.answer = () => containerError(503, '');
    const id = await idOf(world);
    expect(await idOf(world)).toBe(id);
    expect(endpoint.count('invoke')).toBe(1);
    endpoint.answer = answer;
    clock.pass(LIMITS.replayPauseSeconds.first);
    expect(await ask(world)).toEqual(answered);
  });
});

describe('a sleeping endpoint', () => {
  it('is woken once, and every retry gets the same id until there is an answer', async () => {
    const world = createWorld();
    const ids = [await idOf(world), await idOf(world), await idOf(world)];
    expect(new Set(ids).size).toBe(1);
    expect(world.endpoint.count('create')).toBe(1);
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline())).toMatchObject({
      answered: 1,
    });
    const invocations = world.endpoint.count('invoke');
    expect(await ask(world)).toEqual(answered);
    expect(world.endpoint.count('invoke')).toBe(invocations);
  });

  it('is woken by a retry when the first instance died after it had parked the prediction', async () => {
    const world = createWorld();
    world.endpoint.before.enable = () => {
      throw new Error('killed');
    };
    world.store.before.answer = () => {
      throw new Error('killed');
    };
    await expect(ask(world)).rejects.toThrow('killed');
    world.endpoint.before = {};
    world.store.before = {};
    world.clock.pass(LIMITS.wakeLeaseSeconds);
    await idOf(world);
    expect(world.endpoint.count('create')).toBe(1);
  });

  it('is woken by a retry when the first instance died before the wake, and the queue index shows nothing yet', async () => {
    const world = createWorld();
    world.store.indexLagMilliseconds = 10_000;
    world.store.before = {
      writeWake: () => {
        throw new Error('killed');
      },
      answer: () => {
        throw new Error('killed');
      },
    };
    await expect(ask(world)).rejects.toThrow('killed');
    world.store.before = {};
    await idOf(world);
    expect(world.endpoint.count('create')).toBe(1);
  });
});

describe('a key', () => {
  it('with another input is rejected', async () => {
    const world = createWorld();
    await ask(world);
    const other = ask(world, 'key', { premise: 'other' });
    await expect(other).rejects.toMatchObject({ code: 'idempotency_key_reused', status: 422 });
    expect(world.store.rows.size).toBe(1);
  });

  it('with the same input, its members in another order, is the same prediction', async () => {
    const world = createWorld();
    const first = await idOf(world);
    const again = await ask(world, 'key', { hypothesis: 'b', premise: 'a' });
    expect(again).toMatchObject({ kind: 'parked', prediction: { id: first } });
  });

  it('belongs to one model, and another key is another prediction', async () => {
    const world = createWorld();
    const first = await idOf(world);
    expect(await idOf(world, 'KEY')).not.toBe(first);
    const elsewhere = await predictOnce(
      world.instance(),
      deployedModel('other'),
      jsonRequest({ n: 1 }),
      'key',
    );
    expect(elsewhere).toMatchObject({ kind: 'parked', prediction: { model: 'other' } });
  });

  it('gets the same rejection of its input each time', async () => {
    const world = awake();
    world.endpoint.answer = () => containerError(400, 'too long');
    for (let time = 0; time < 2; time++) {
      await expect(ask(world)).rejects.toMatchObject({
        code: 'model_rejected',
        message: 'too long',
      });
    }
    expect(world.endpoint.count('invoke')).toBe(1);
  });

  it('can be used again after a failure on our side', async () => {
    const world = createWorld();
    world.endpoint.before.enable = () => {
      throw denied('EnableRule');
    };
    await expect(ask(world)).rejects.toMatchObject({ kind: 'denied' });
    world.endpoint.before = {};
    const id = await idOf(world);
    expect(await idOf(world)).toBe(id);
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await ask(world)).toEqual(answered);
  });

  it('can be used again after a full queue', async () => {
    const world = createWorld();
    const { store } = world;
    const { countQueued } = store;
    store.countQueued = () => Promise.resolve(LIMITS.queuedPredictions);
    await expect(ask(world)).rejects.toMatchObject({ code: 'overloaded' });
    expect([...store.rows.values()]).toEqual([expect.objectContaining({ status: 'failed' })]);
    store.countQueued = countQueued;
    await idOf(world);
  });

  it('is accepted only when the schedule is enabled', async () => {
    const world = createWorld();
    const where = { service: 'EventBridge', operation: 'EnableRule' };
    world.endpoint.before = {
      invoke: () => {
        throw new CloudError('throttled', where, 'Rate exceeded');
      },
      enable: () => {
        throw new CloudError('throttled', where, 'Rate exceeded');
      },
    };
    await expect(ask(world)).rejects.toMatchObject({ kind: 'throttled' });
    await expect(ask(world)).rejects.toMatchObject({ kind: 'throttled' });
    world.endpoint.before = {};
    await idOf(world);
    expect(world.schedule.enabled).toBe(true);
  });

  it('keeps its accepted prediction when a retry meets an AWS error', async () => {
    const world = createWorld();
    const id = await idOf(world);
    world.endpoint.before.describe = () => {
      const where = { service: 'SageMaker', operation: 'DescribeEndpoint' };
      throw new CloudError('throttled', where, 'Rate exceeded');
    };
    expect(await idOf(world)).toBe(id);
    world.endpoint.before = {};
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await ask(world)).toEqual(answered);
  });

  it('expires with its prediction', async () => {
    const world = awake();
    await ask(world);
    world.clock.pass(LIMITS.predictionKeptSeconds - 1);
    await ask(world);
    expect(world.endpoint.count('invoke')).toBe(1);
    world.clock.pass(1);
    await ask(world);
    expect(world.endpoint.count('invoke')).toBe(2);
  });
});
