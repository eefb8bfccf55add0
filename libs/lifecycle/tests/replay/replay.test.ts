import { LIMITS } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import { CloudError, type Asked } from '@pilotlight/hosts';
import { readPrediction, sweep } from '../../src/index.ts';
import { waiting } from '../../testing/asking.ts';
import { answeredText, containerError, denied } from '../../testing/simulated-sagemaker.ts';
import { ENDPOINT, MODEL, MODELS } from '../../testing/index.ts';

it('answers an input that the model rejects at once, without a retry', async () => {
  const { ids, endpoint, instance, deadline } = await waiting(1);
  endpoint.answer = () => containerError(400, 'too long');
  const before = endpoint.count('invoke');
  await sweep(instance(), ENDPOINT, [MODEL], deadline());
  expect(endpoint.count('invoke') - before).toBe(1);
  expect(await readPrediction(instance(), MODELS, ids[0] ?? '')).toMatchObject({
    status: 'failed',
    error: { code: 'model_rejected', detail: 'too long' },
  });
});

it.each<[string, Asked, string]>([
  ['fails', containerError(500, ''), 'model_error'],
  ['takes too long', { kind: 'timed-out' }, 'model_timeout'],
])('makes a limited number of attempts when the model %s', async (_, invocation, code) => {
  const { ids, endpoint, instance, deadline } = await waiting(1);
  endpoint.answer = () => invocation;
  const before = endpoint.count('invoke');
  for (let run = 0; run < 6; run++) await sweep(instance(), ENDPOINT, [MODEL], deadline());
  expect(endpoint.count('invoke') - before).toBe(LIMITS.replayAttempts);
  const found = await readPrediction(instance(), MODELS, ids[0] ?? '');
  expect(found).toMatchObject({ status: 'failed', error: { code } });
});

const BUSY: Asked = containerError(503, '');

it('does not count an attempt on a busy model, and backs off longer each time', async () => {
  const { ids, clock, chance, endpoint, instance, deadline } = await waiting(1);
  const answered = endpoint.answer;
  const times: number[] = [];
  endpoint.answer = (...parameters) => {
    times.push(clock.now());
    return times.length > 8 ? answered(...parameters) : BUSY;
  };
  chance.value = 0;
  expect(await sweep(instance(), ENDPOINT, [MODEL], deadline())).toMatchObject({ answered: 1 });
  const pauses = times.slice(1).map((time, n) => (time - (times[n] ?? 0)) / 1000);
  expect(pauses).toEqual([2.5, 5, 10, 20, 30, 30, 30, 30]);
  expect(await readPrediction(instance(), MODELS, ids[0] ?? '')).toMatchObject({
    status: 'succeeded',
  });
});

const unavailable = (): never => {
  const where = { service: 'SageMaker', operation: 'InvokeEndpoint' };
  throw new CloudError('unavailable', where, 'ServiceUnavailable');
};

it('does not count an attempt when a call to AWS fails, and goes on with the others', async () => {
  const { first } = LIMITS.replayConcurrency;
  const { ids, endpoint, store, instance, deadline } = await waiting(first + 1);
  const { answer } = endpoint;
  const order: string[] = [];
  let failures = 3 * LIMITS.replayAttempts;
  endpoint.answer = (body, ...rest) => {
    order.push(body);
    return body === '{"n":0}' && failures-- > 0 ? unavailable() : answer(body, ...rest);
  };
  await sweep(instance(), ENDPOINT, [MODEL], deadline());
  for (const id of ids) {
    expect(store.rows.get(id)).toMatchObject({ status: 'succeeded', attempts: 1 });
  }
  expect(order.slice(0, ids.length)).toEqual(ids.map((_, n) => `{"n":${n}}`));
});

it('fails when calls to AWS fail for too long, and says so', async () => {
  const { ids, clock, endpoint, store, instance, deadline } = await waiting(1);
  const id = ids[0] ?? '';
  endpoint.answer = unavailable;
  for (let run = 0; run < 200 && store.rows.get(id)?.finishedAt === undefined; run++) {
    await sweep(instance(), ENDPOINT, [MODEL], deadline());
    clock.pass(LIMITS.replayPauseSeconds.most);
  }
  expect(await readPrediction(instance(), MODELS, id)).toMatchObject({
    status: 'failed',
    error: { code: 'replay_given_up', detail: expect.stringContaining('AWS') as unknown },
  });
  expect(store.rows.get(id)).toMatchObject({ pauses: LIMITS.replayBusyPauses });
});

it('is not retried by a poll during its back-off', async () => {
  const { ids, clock, chance, endpoint, instance } = await waiting(1);
  const id = ids[0] ?? '';
  endpoint.answer = () => BUSY;
  chance.value = 0.5;
  await readPrediction(instance(), MODELS, id);
  const before = endpoint.count('invoke');
  clock.pass(LIMITS.replayPauseSeconds.first * 0.75 - 0.001);
  await readPrediction(instance(), MODELS, id);
  expect(endpoint.count('invoke')).toBe(before);
  clock.pass(0.001);
  await readPrediction(instance(), MODELS, id);
  expect(endpoint.count('invoke')).toBe(before + 1);
});

it('fails as overloaded when the model is busy for too long', async () => {
  const { ids, clock, endpoint, store, instance, deadline } = await waiting(1);
  const id = ids[0] ?? '';
  endpoint.answer = () => BUSY;
  const before = endpoint.count('invoke');
  const began = clock.now();
  for (let run = 0; run < 200 && store.rows.get(id)?.finishedAt === undefined; run++) {
    await sweep(instance(), ENDPOINT, [MODEL], deadline());
    clock.pass(LIMITS.replayPauseSeconds.most);
  }
  expect(await readPrediction(instance(), MODELS, id)).toMatchObject({
    status: 'failed',
    error: { code: 'overloaded' },
  });
  expect(endpoint.count('invoke') - before).toBe(LIMITS.replayBusyPauses + 1);
  expect(clock.now() - began).toBeGreaterThan(45 * 60_000);
});

it('retries as often for a prediction that has waited most of a day for its endpoint', async () => {
  const { ids, clock, endpoint, instance, deadline } = await waiting(1);
  const { answer } = endpoint;
  let refusals = 5;
  endpoint.answer = (...given) => (refusals-- > 0 ? BUSY : answer(...given));
  clock.pass(23 * 3600);
  await sweep(instance(), ENDPOINT, [MODEL], deadline());
  expect(await readPrediction(instance(), MODELS, ids[0] ?? '')).toMatchObject({
    status: 'succeeded',
  });
});

it('is done by a poll only for the first predictions in the queue', async () => {
  const { ids, endpoint, instance } = await waiting(LIMITS.replayConcurrency.first + 1);
  const before = endpoint.count('invoke');
  expect(await readPrediction(instance(), MODELS, ids.at(-1) ?? '')).toMatchObject({
    status: 'queued',
  });
  expect(endpoint.count('invoke')).toBe(before);
  expect(await readPrediction(instance(), MODELS, ids[0] ?? '')).toMatchObject({
    status: 'succeeded',
  });
});

it('gives up a prediction that kills every instance that replays it', async () => {
  const { ids, clock, endpoint, store, instance, deadline } = await waiting(1);
  const id = ids[0] ?? '';
  for (let death = 0; death < LIMITS.replayAttempts; death++) {
    expect(await store.claimPrediction(id, clock.now())).toBeDefined();
    clock.pass(LIMITS.replayLeaseSeconds);
  }
  const before = endpoint.count('invoke');
  await sweep(instance(), ENDPOINT, [MODEL], deadline());
  expect(endpoint.count('invoke')).toBe(before);
  expect(await readPrediction(instance(), MODELS, id)).toMatchObject({
    error: { code: 'replay_given_up' },
  });
});

it('keeps the first of two answers', async () => {
  const { ids, clock, store } = await waiting(1);
  const id = ids[0] ?? '';
  expect(await store.answer(id, { output: 1 }, clock.now())).toBe(true);
  expect(await store.answer(id, { output: 2 }, clock.now())).toBe(false);
  expect(await store.readPrediction(id, clock.now())).toMatchObject({ output: 1 });
});

it('fails when the answer is larger than can be sent', async () => {
  const { ids, endpoint, instance, deadline } = await waiting(2);
  const most = JSON.stringify('x'.repeat(LIMITS.answerBytes - 2));
  endpoint.answer = (body) => answeredText(body === '{"n":0}' ? `${most} ` : most);
  await sweep(instance(), ENDPOINT, [MODEL], deadline());
  const [refused, kept] = await Promise.all(
    ids.map((id) => readPrediction(instance(), MODELS, id)),
  );
  expect(refused).toMatchObject({ status: 'failed', error: { code: 'output_too_large' } });
  expect(kept).toMatchObject({ status: 'succeeded' });
});

it('fails when the stored input is missing', async () => {
  const { ids, endpoint, store, instance, deadline } = await waiting(1);
  store.readRequest = () => Promise.resolve(undefined);
  const before = endpoint.count('invoke');
  await sweep(instance(), ENDPOINT, [MODEL], deadline());
  expect(endpoint.count('invoke')).toBe(before);
  expect(await readPrediction(instance(), MODELS, ids[0] ?? '')).toMatchObject({
    status: 'failed',
    error: { code: 'prediction_lost' },
  });
});

it('is retried and then given up when the stored input cannot be read', async () => {
  const { ids, store, instance, deadline } = await waiting(1);
  store.before.readRequest = () => {
    throw denied('GetObject');
  };
  await sweep(instance(), ENDPOINT, [MODEL], deadline());
  expect(store.calls.filter((call) => call === 'readRequest')).toHaveLength(LIMITS.replayAttempts);
  expect(await readPrediction(instance(), MODELS, ids[0] ?? '')).toMatchObject({
    status: 'failed',
    error: { code: 'cloud_denied' },
  });
});

it('shows a prediction that is being replayed as running', async () => {
  const { ids, clock, store, instance } = await waiting(1);
  await store.claimPrediction(ids[0] ?? '', clock.now());
  expect(await readPrediction(instance(), MODELS, ids[0] ?? '')).toMatchObject({
    status: 'running',
  });
});
