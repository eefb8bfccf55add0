import { LIMITS } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import { jsonRequest, predict, waitForAnswer } from '../../src/index.ts';
import { answered, createWorld, denied, MODEL } from '../../testing/index.ts';

/** A prediction that waits for an endpoint, which takes `creationSeconds` to wake. */
async function parked(creationSeconds: number) {
  const world = createWorld();
  world.endpoint.creationSeconds = creationSeconds;
  const instance = world.instance();
  const accepted = await predict(instance, MODEL, jsonRequest({ premise: 'a' }));
  if (accepted.kind !== 'parked') throw new Error('it was not parked');
  const startedAt = world.clock.now();
  const wait = (seconds: number) =>
    waitForAnswer(instance, MODEL, accepted.prediction, startedAt + seconds * 1000);
  return { ...world, wait, startedAt, prediction: accepted.prediction };
}

it('gives the answer as soon as there is one', async () => {
  const { wait, clock, startedAt } = await parked(7);
  expect(await wait(20)).toMatchObject({ kind: 'answered' });
  expect(clock.now() - startedAt).toBe(7000);
});

it('gives the prediction as it was last seen when the time is over', async () => {
  const { wait, clock, startedAt, prediction } = await parked(60);
  const { id } = prediction;
  expect(await wait(5)).toMatchObject({
    kind: 'parked',
    prediction: { id, status: 'queued', state: { status: 'waking', elapsedSeconds: 5 } },
  });
  expect(clock.now() - startedAt).toBe(5000);
});

it('without time looks at nothing', async () => {
  const { wait, store, endpoint } = await parked(60);
  const before = [store.calls.length, endpoint.calls.length];
  expect(await wait(0)).toMatchObject({ kind: 'parked' });
  expect([store.calls.length, endpoint.calls.length]).toEqual(before);
});

it('keeps the id of an accepted prediction when AWS refuses to say more, and goes on', async () => {
  const { wait, endpoint, clock, lines } = await parked(3);
  const until = clock.now() + 5000;
  endpoint.before.describe = () => {
    if (clock.now() < until) throw denied('DescribeEndpoint');
  };
  expect(await wait(4)).toMatchObject({ kind: 'parked' });
  expect(lines).toContainEqual(expect.objectContaining({ event: 'prediction_not_helped' }));
  expect(await wait(10)).toMatchObject({ kind: 'answered' });
});

it('does not wait for a model that answers too late; the answer is kept', async () => {
  const { wait, endpoint, store, prediction } = await parked(1);
  const released = Promise.withResolvers<undefined>();
  endpoint.before.invoke = () => released.promise;
  const begun = Date.now();
  expect(await wait(1)).toMatchObject({ kind: 'parked', prediction: { id: prediction.id } });
  expect(Date.now() - begun).toBeLessThan(LIMITS.heldLookSeconds * 1000 + 900);
  endpoint.answer = () => answered({ late: true });
  released.resolve(undefined);
  await expect.poll(() => store.rows.get(prediction.id)).toMatchObject({ output: { late: true } });
});

it('gives the error of a prediction that failed', async () => {
  const { wait, store, prediction, clock } = await parked(60);
  const error = {
    type: 't',
    title: 't',
    status: 503,
    code: 'endpoint_failed',
    detail: 'No.',
  } as const;
  await store.answer(prediction.id, { error }, clock.now());
  await expect(wait(5)).rejects.toMatchObject({ code: 'endpoint_failed', message: 'No.' });
});
