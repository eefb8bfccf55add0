import { expect, it } from 'vitest';
import { readPrediction } from '../../src/index.ts';
import { park } from '../../testing/asking.ts';
import { createWorld, deployedModel, ENDPOINT, MODEL } from '../../testing/index.ts';

const OTHER = deployedModel('other');

/** The stack without `MODEL`. */
const WITHOUT = new Map([[OTHER.name, OTHER]]);

it('a queued prediction of a model that is no longer deployed ends with the reason', async () => {
  const world = createWorld();
  const id = await park(world);
  world.endpoint.calls.length = 0;
  const found = await readPrediction(world.instance(), WITHOUT, id);
  expect(found).toMatchObject({
    id,
    model: MODEL.name,
    status: 'failed',
    error: { code: 'model_retired' },
    finishedAt: new Date(world.clock.now()).toISOString(),
  });
  expect(await world.store.countQueued(MODEL.name, world.clock.now())).toBe(0);
  expect(world.endpoint.calls).toEqual([]);
  expect(world.lines).toContainEqual(
    expect.objectContaining({
      event: 'predictions_failed',
      model: MODEL.name,
      ids: [id],
      count: 1,
    }),
  );
  // The prediction stays ended when the model is deployed again.
  world.clock.pass(world.endpoint.creationSeconds);
  expect(await readPrediction(world.instance(), new Map([[MODEL.name, MODEL]]), id)).toEqual(found);
});

it('an answer of a model that is no longer deployed is kept', async () => {
  const world = createWorld();
  const id = await park(world);
  await world.store.answer(id, { output: 1 }, world.clock.now());
  const found = await readPrediction(world.instance(), WITHOUT, id);
  expect(found).toMatchObject({ status: 'succeeded', output: 1 });
});

it('an answer that is written at the same moment counts', async () => {
  const world = createWorld();
  const id = await park(world);
  world.store.before.answer = async () => {
    world.store.before = {};
    await world.store.answer(id, { output: 1 }, world.clock.now());
  };
  const found = await readPrediction(world.instance(), WITHOUT, id);
  expect(found).toMatchObject({ status: 'succeeded', output: 1 });
  expect(world.lines.filter(({ event }) => event === 'predictions_failed')).toEqual([]);
});

it('an unknown id is undefined', async () => {
  const world = createWorld();
  expect(await readPrediction(world.instance(), WITHOUT, ENDPOINT.key)).toBeUndefined();
});
