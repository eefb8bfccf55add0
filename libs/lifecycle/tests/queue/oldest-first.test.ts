import { expect, it } from 'vitest';
import { jsonRequest } from '../../src/index.ts';
import { oldestFirst, type Queued } from '../../src/queue/oldest-first.ts';
import { createWorld, deployedEndpoint, deployedModel, type World } from '../../testing/index.ts';

const SHARED = deployedEndpoint('shared', { models: ['a', 'b', 'c'] });

const [A, B, C] = ['a', 'b', 'c'].map((name) => deployedModel(name, SHARED)) as [
  ReturnType<typeof deployedModel>,
  ReturnType<typeof deployedModel>,
  ReturnType<typeof deployedModel>,
];

/** An id that sorts by its number, as a ULID by its time. */
const idOf = (number: number) => String(number).padStart(5, '0');

/** Queues one prediction of each of these models, in this order. */
async function queue({ store, clock }: World, names: readonly string[]): Promise<void> {
  for (const [number, model] of names.entries()) {
    await store.park({ id: idOf(number), model, request: jsonRequest({}), now: clock.now() });
  }
}

async function found({ store, clock }: World, models: readonly (typeof A)[]): Promise<Queued[]> {
  const all: Queued[] = [];
  for await (const one of oldestFirst({ predictions: store, clock }, models)) all.push(one);
  return all;
}

const read = async (world: World, models: readonly (typeof A)[]) =>
  (await found(world, models)).map(({ model, id }) => [model.name, id]);

it('merges the queues of all models by the time of parking', async () => {
  const world = createWorld();
  const names = ['b', 'a', 'a', 'b', 'b', 'a', 'b'];
  await queue(world, names);
  const inOrder = names.map((name, number) => [name, idOf(number)]);
  expect(await read(world, [A, B, C])).toEqual(inOrder);
  expect(await read(world, [C, B, A])).toEqual(inOrder);
});

it('reads queues of several pages to their end, also when one ends long before another', async () => {
  const world = createWorld();
  const names = [...Array<string>(130).fill('a'), ...Array<string>(5).fill('b'), 'a'];
  await queue(world, names);
  expect(await read(world, [A, B])).toEqual(names.map((name, number) => [name, idOf(number)]));
});

it('gives each prediction with its own model, and none of a model that was not named', async () => {
  const world = createWorld();
  await queue(world, ['a', 'c', 'b']);
  expect(await found(world, [A, B])).toEqual([
    { model: A, id: idOf(0) },
    { model: B, id: idOf(2) },
  ]);
});

it('is empty without predictions, and without models', async () => {
  const world = createWorld();
  expect(await read(world, [A, B])).toEqual([]);
  expect(await read(world, [])).toEqual([]);
});

it('reads no page before it is needed', async () => {
  const world = createWorld();
  await queue(world, Array<string>(150).fill('a'));
  world.store.calls.length = 0;
  const reading = oldestFirst({ predictions: world.store, clock: world.clock }, [A]);
  for (let taken = 0; taken < 99; taken++) await reading.next();
  expect(world.store.calls.filter((call) => call === 'queued')).toHaveLength(1);
});
