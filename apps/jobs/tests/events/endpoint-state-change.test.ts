import { readPrediction } from '@pilotlight/lifecycle';
import {
  deployedEndpoint,
  deployedModel,
  ENDPOINT,
  MODEL,
  MODELS,
} from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { changed, jobsInWorld, parked } from '../jobs-in-world.ts';

describe('an endpoint that comes into service', () => {
  it.each(['IN_SERVICE', 'InService'])('(%s) answers queued predictions', async (status) => {
    const set = jobsInWorld();
    const { world, api, handler } = set;
    const id = await parked(set);
    world.clock.pass(world.endpoint.creationSeconds);
    world.schedule.enabled = false;
    expect(await handler(changed(status))).toMatchObject([{ endpoint: MODEL.name, answered: 1 }]);
    expect(world.schedule.enabled).toBe(true);
    const invocations = world.endpoint.count('invoke');
    expect(await readPrediction(api, MODELS, id)).toMatchObject({ status: 'succeeded' });
    expect(world.endpoint.count('invoke')).toBe(invocations);
  });

  it('answers each prediction once, although the event comes twice at once and again later', async () => {
    const set = jobsInWorld();
    const { world, handler } = set;
    await Promise.all([parked(set), parked(set), parked(set)]);
    world.clock.pass(world.endpoint.creationSeconds);
    const before = world.endpoint.count('invoke');
    const event = changed('IN_SERVICE');
    const swept = [...(await Promise.all([handler(event), handler(event)])), await handler(event)];
    const answered = swept.flat().map((one) => ('answered' in one ? one.answered : 0));
    expect(answered.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(answered[2]).toBe(0);
    expect(world.endpoint.count('invoke') - before).toBe(3);
  });

  it('is checked with SageMaker: an event that comes too early does no harm', async () => {
    const set = jobsInWorld();
    const { world, handler } = set;
    await parked(set);
    const before = world.endpoint.count('invoke');
    expect(await handler(changed('IN_SERVICE'))).toMatchObject([
      { standing: 'starting', answered: 0 },
    ]);
    expect(world.endpoint.count('invoke')).toBe(before);
    expect(world.endpoint.count('create')).toBe(1);
  });
});

describe('an endpoint that failed', () => {
  it.each(['FAILED', 'Failed'])('(%s) is deleted before the next attempt', async (status) => {
    const set = jobsInWorld();
    const { world, handler } = set;
    world.endpoint.failure = 'out of memory';
    await parked(set);
    world.clock.pass(world.endpoint.creationSeconds);
    await handler(changed(status));
    expect(world.endpoint.look(ENDPOINT)?.status).toBe('Deleting');
    await handler(changed(status));
    expect(world.endpoint.count('delete')).toBe(1);
  });
});

it('ignores endpoints that are not ours', async () => {
  const { world, handler } = jobsInWorld();
  expect(await handler(changed('IN_SERVICE', 'not-ours'))).toEqual([]);
  expect(world.endpoint.calls).toEqual([]);
});

it('answers the queued predictions of every model that shares the endpoint, and of no other', async () => {
  const shared = deployedEndpoint('shared', { models: ['digits', 'sentiment'] });
  const [digits, sentiment] = [deployedModel('digits', shared), deployedModel('sentiment', shared)];
  const set = jobsInWorld([MODEL, digits, sentiment]);
  const { world, handler } = set;
  await parked(set, digits);
  await parked(set, sentiment);
  await parked(set);
  world.clock.pass(world.endpoint.creationSeconds);
  expect(await handler(changed('IN_SERVICE', shared.endpointName))).toMatchObject([
    { endpoint: 'shared', answered: 2 },
  ]);
});
