import { EVENTS, type DeployedModel, type Deployment } from '@pilotlight/contracts';
import {
  createWorld,
  deployedEndpoint,
  deployedModel,
  ENDPOINT,
  MODEL,
} from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../src/handler.ts';

const { source, detailType } = EVENTS.schedule;

const scheduled = { version: '0', source, 'detail-type': detailType, resources: [], detail: {} };

function reaper(models: DeployedModel[] = [MODEL]) {
  const world = createWorld();
  const deployment: Deployment = {
    tableName: 'table',
    bucketName: 'bucket',
    scheduleRuleName: 'rule',
    activityIntervalSeconds: 60,
    tags: {},
    models,
  };
  return { world, handler: createHandler(deployment, world.instance()) };
}

describe('the reaper', () => {
  it('deletes an endpoint after the idle minutes plus one interval, not before', async () => {
    const { world, handler } = reaper();
    world.endpoint.put(ENDPOINT);
    world.store.activity.set(ENDPOINT.key, world.clock.now());
    world.clock.pass(41 * 60);
    expect(await handler(scheduled)).toMatchObject([{ endpoint: ENDPOINT.key, decision: 'kept' }]);
    world.clock.pass(1);
    expect(await handler(scheduled)).toMatchObject([
      { endpoint: ENDPOINT.key, decision: 'deleted' },
    ]);
    expect(world.lines.filter(({ event }) => event === 'reaped')).toHaveLength(2);
  });

  it('deletes each endpoint after its own idle minutes', async () => {
    const short = deployedModel('short', deployedEndpoint('short', { idleMinutes: 5 }));
    const { world, handler } = reaper([MODEL, short]);
    for (const endpoint of [ENDPOINT, short.serving.endpoint]) {
      world.endpoint.put(endpoint);
      world.store.activity.set(endpoint.key, world.clock.now());
    }
    world.clock.pass(6 * 60 + 1);
    expect(await handler(scheduled)).toMatchObject([
      { endpoint: ENDPOINT.key, decision: 'kept' },
      { endpoint: 'short', decision: 'deleted' },
    ]);
  });

  it('decides once about an endpoint that several models share', async () => {
    const shared = deployedEndpoint('shared', { models: ['digits', 'sentiment'] });
    const { world, handler } = reaper(shared.models.map((name) => deployedModel(name, shared)));
    world.endpoint.put(shared);
    world.store.activity.set('shared', world.clock.now());
    world.clock.pass(41 * 60 + 1);
    expect(await handler(scheduled)).toMatchObject([{ endpoint: 'shared', decision: 'deleted' }]);
    expect(world.endpoint.count('delete')).toBe(1);
  });

  it('treats an event that is a minute old as a retry, which does not disable the schedule', async () => {
    const { world, handler } = reaper();
    const time = new Date(world.clock.now()).toISOString();
    world.clock.pass(60);
    await handler({ ...scheduled, time });
    expect(world.endpoint.calls).not.toContain('disable');
    expect(world.schedule.enabled).toBe(true);
    await handler({ ...scheduled, time: new Date(world.clock.now()).toISOString() });
    expect(world.schedule.enabled).toBe(false);
  });

  it.each([[undefined], [{}], [{ source: 'aws.sagemaker', 'detail-type': detailType }]])(
    'rejects %j, which is not a scheduled event',
    async (event) => {
      const { world, handler } = reaper();
      await expect(async () => handler(event)).rejects.toThrow('The event is not valid');
      expect(world.endpoint.calls).toEqual([]);
    },
  );
});
