import { LIMITS } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import { predict, readPrediction, retireHost } from '../../src/index.ts';
import { asyncModel, createWorld, functionModel } from '../../testing/index.ts';

it('returns when the instance that a job asked for has started: SageMaker deletes no endpoint before', async () => {
  const { asynchronous, clock, deadline, instance } = createWorld();
  const model = asyncModel();
  const [api, jobs] = [instance(), instance()];
  const input = { body: Buffer.from('a photograph'), contentType: 'image/jpeg' };
  const parked = await predict(api, model, { ...input, accept: 'image/jpeg' });
  if (parked.kind !== 'parked') throw new Error('it is no job');
  expect(await asynchronous.count()).toMatchObject({ status: 'Updating' });

  const begun = clock.now();
  const { endpointName } = model.serving.async;
  await retireHost(jobs, { name: model.name, endpointName }, undefined, deadline());

  expect(await asynchronous.count()).toMatchObject({ status: 'InService' });
  expect(clock.now() - begun).toBeGreaterThanOrEqual(asynchronous.startSeconds * 1000);
  const models = new Map([[model.name, model]]);
  expect(await readPrediction(api, models, parked.prediction.id)).toMatchObject({
    status: 'failed',
    error: { title: 'The model is being taken out of service' },
  });
});

it('ends a job that was added a moment ago, which the index of the queue does not show yet', async () => {
  const { asynchronous, store, deadline, instance } = createWorld();
  store.indexLagMilliseconds = 30_000;
  asynchronous.startSeconds = 0;
  asynchronous.workSeconds = 3600;
  const model = asyncModel();
  const input = { body: Buffer.from('a photograph'), contentType: 'image/jpeg' };
  const parked = await predict(instance(), model, { ...input, accept: 'image/jpeg' });
  if (parked.kind !== 'parked') throw new Error('it is no job');
  const { endpointName } = model.serving.async;
  await retireHost(instance(), { name: model.name, endpointName }, undefined, deadline());
  expect(store.rows.get(parked.prediction.id)).toMatchObject({ error: { code: 'model_retired' } });
});

it('keeps an answer that SageMaker has written, though nothing serves the model any more', async () => {
  const { asynchronous, clock, store, deadline, instance } = createWorld();
  const model = asyncModel();
  const { name, serving } = model;
  const input = { body: Buffer.from('a photograph'), contentType: 'image/jpeg' };
  const ask = async () => {
    const parked = await predict(instance(), model, { ...input, accept: 'image/jpeg' });
    if (parked.kind !== 'parked') throw new Error('it is no job');
    return parked.prediction.id;
  };
  const [swept, polled] = [await ask(), await ask()];
  clock.pass(asynchronous.startSeconds + 60);
  expect(await readPrediction(instance(), new Map(), polled)).toMatchObject({
    status: 'succeeded',
    servedBy: 'async',
  });
  expect(store.rows.get(swept)).not.toHaveProperty('finishedAt');
  const { endpointName } = serving.async;
  await retireHost(instance(), { name, endpointName }, undefined, deadline());
  expect(store.rows.get(swept)).toMatchObject({ status: 'succeeded', servedBy: 'async' });
});

it('ends while requests to what serves the model now are parked all the time', async () => {
  const { clock, deadline, instance, store } = createWorld();
  const { name, serving } = asyncModel();
  const activity: typeof store = Object.assign(Object.create(store), {
    readActivity: () => Promise.resolve({ kind: 'used', lastUsedAt: clock.now() }),
  });
  const begun = clock.now();
  await retireHost(
    { ...instance(), activity },
    { name, endpointName: serving.async.endpointName },
    functionModel('function', name),
    deadline(),
  );
  const seconds = (clock.now() - begun) / 1000;
  expect(seconds).toBeGreaterThanOrEqual(LIMITS.queueSettleSeconds);
  expect(seconds).toBeLessThan(LIMITS.queueSettleSeconds + 2 * LIMITS.deploymentPollSeconds);
});
