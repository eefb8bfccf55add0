import { readPrediction } from '@pilotlight/lifecycle';
import { deployedEndpoint, deployedModel, ENDPOINT, MODEL } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../../src/handler.ts';
import { deploymentOf, jobsInWorld, OTHER, parked, retireRequest } from '../jobs-in-world.ts';

it('deletes an endpoint that the stack no longer has', async () => {
  const { world, handler } = jobsInWorld();
  const former = deployedEndpoint('former');
  world.endpoint.put(former);
  expect(await handler(retireRequest('delete', former))).toEqual({
    endpoint: 'former',
    outcome: 'retired',
  });
  expect(world.endpoint.look(former)).toBeUndefined();
});

it.each(['create', 'update'])('touches no endpoint when one is added (%s)', async (action) => {
  const { world, handler } = jobsInWorld();
  world.endpoint.put(ENDPOINT);
  expect(await handler(retireRequest(action))).toEqual({
    endpoint: ENDPOINT.key,
    outcome: 'kept',
  });
  expect(world.endpoint.calls).toEqual([]);
});

it('ends with an error before the function is stopped', async () => {
  const { world, handler } = jobsInWorld();
  world.endpoint.hold(ENDPOINT, 'Creating', 600);
  const soon = { getRemainingTimeInMillis: () => 60_000 };
  await expect(handler(retireRequest('delete'), soon)).rejects.toThrow(
    'Run the same command again',
  );
});

it.each([[retireRequest('destroy')], [{ ...retireRequest('delete'), endpointName: '' }]])(
  'rejects %j, which is not valid',
  async (event) => {
    const { world, handler } = jobsInWorld();
    await expect(handler(event)).rejects.toThrow('The event is not valid');
    expect(world.endpoint.calls).toEqual([]);
  },
);

describe('queued predictions', () => {
  const shared = deployedEndpoint('shared', { models: ['digits', 'sentiment'] });
  const [digits, sentiment] = [deployedModel('digits', shared), deployedModel('sentiment', shared)];
  const moved = deployedModel(MODEL.name, deployedEndpoint('shared', { models: [MODEL.name] }));

  /** The status of a prediction as it is stored. */
  const statusOf = async ({ world }: ReturnType<typeof jobsInWorld>, id: string) => {
    const found = await world.store.readPrediction(id, world.clock.now());
    return found?.error?.code ?? found?.status;
  };

  it('fail when the whole stack is destroyed, for the endpoint that is deleted', async () => {
    const set = jobsInWorld([MODEL, OTHER]);
    const [own, other] = [await parked(set), await parked(set, OTHER)];
    await set.handler(retireRequest('delete'));
    expect(await statusOf(set, own)).toBe('model_retired');
    expect(await statusOf(set, other)).toBe('queued');
  });

  it('fail for every model that shares the deleted endpoint', async () => {
    const set = jobsInWorld([MODEL, digits, sentiment]);
    const ids = [await parked(set, digits), await parked(set, sentiment)];
    const other = await parked(set);
    await set.handler(retireRequest('delete', shared));
    for (const id of ids) expect(await statusOf(set, id)).toBe('model_retired');
    expect(await statusOf(set, other)).toBe('queued');
  });

  it('fail when their model leaves the stack', async () => {
    const set = jobsInWorld([MODEL, OTHER]);
    const id = await parked(set);
    const handler = createHandler(deploymentOf([OTHER]), set.world.instance());
    await handler(retireRequest('delete'));
    expect(await statusOf(set, id)).toBe('model_retired');
  });

  it('are kept when their model moves to the shared endpoint, which answers them', async () => {
    const set = jobsInWorld([MODEL]);
    const { world } = set;
    const id = await parked(set);
    const handler = createHandler(deploymentOf([moved]), world.instance());
    await handler(retireRequest('delete'));
    expect(await statusOf(set, id)).toBe('queued');
    const models = new Map([[moved.name, moved]]);
    await readPrediction(world.instance(), models, id);
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await readPrediction(world.instance(), models, id)).toMatchObject({
      status: 'succeeded',
    });
  });

  it('are kept when their model moves from the shared endpoint, which goes, to its own', async () => {
    const set = jobsInWorld([moved]);
    const id = await parked(set, moved);
    const handler = createHandler(deploymentOf([MODEL]), set.world.instance());
    await handler(retireRequest('delete', moved.serving.endpoint));
    expect(await statusOf(set, id)).toBe('queued');
  });
});
