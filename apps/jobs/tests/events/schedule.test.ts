import { readPrediction } from '@pilotlight/lifecycle';
import {
  denied,
  deployedEndpoint,
  deployedModel,
  functionModel,
  MODEL,
  serverlessModel,
  throttled,
} from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { changed, jobsInWorld, OTHER, parked, scheduled } from '../jobs-in-world.ts';

describe('the schedule', () => {
  it('sweeps every endpoint', async () => {
    const set = jobsInWorld();
    const { world, handler } = set;
    await Promise.all([parked(set), parked(set, OTHER)]);
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await handler(scheduled)).toMatchObject([
      { endpoint: MODEL.name, answered: 1 },
      { endpoint: 'other', answered: 1 },
    ]);
  });

  it('sweeps the other endpoints when one sweep fails, and then throws', async () => {
    const set = jobsInWorld();
    const { world, api, handler } = set;
    const id = await parked(set, OTHER);
    world.clock.pass(world.endpoint.creationSeconds);
    const { readWake } = world.store;
    world.store.readWake = (endpoint) =>
      endpoint === MODEL.name
        ? Promise.reject(denied('GetItem'))
        : readWake.call(world.store, endpoint);
    await expect(handler(scheduled)).rejects.toThrow('not authorized to GetItem');
    expect(await readPrediction(api, new Map([[OTHER.name, OTHER]]), id)).toMatchObject({
      status: 'succeeded',
    });
  });

  it('sweeps an endpoint once, although several models share it', async () => {
    const shared = deployedEndpoint('shared', { models: ['digits', 'sentiment'] });
    const models = shared.models.map((name) => deployedModel(name, shared));
    const { handler } = jobsInWorld(models);
    expect(await handler(scheduled)).toMatchObject([{ endpoint: 'shared' }]);
  });

  it.each([
    ['a function', functionModel('function', 'alone'), 'lambda'],
    ['a serverless endpoint', serverlessModel('alone'), 'serverless'],
  ] as const)('answers what waits for %s, beside the endpoints', async (_, alone, host) => {
    const set = jobsInWorld([MODEL, alone]);
    const { world, handler } = set;
    world[host].before = () => {
      throw throttled();
    };
    await parked(set, alone);
    world[host].before = undefined;
    expect(await handler(scheduled)).toMatchObject([
      { endpoint: MODEL.name, standing: 'absent' },
      { model: 'alone', answered: 1 },
    ]);
  });

  it('starts no replay when the function is about to be stopped', async () => {
    const set = jobsInWorld();
    const { world, handler } = set;
    await parked(set);
    world.clock.pass(world.endpoint.creationSeconds);
    const soon = { getRemainingTimeInMillis: () => 1000 };
    expect(await handler(changed('IN_SERVICE'), soon)).toMatchObject([{ answered: 0 }]);
    expect(await handler(changed('IN_SERVICE'))).toMatchObject([{ answered: 1 }]);
  });
});
