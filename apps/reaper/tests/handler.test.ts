import { EVENTS } from '@pilotlight/contracts';
import { createWorld, MODEL } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { createHandler } from '../src/handler.ts';

const { source, detailType } = EVENTS.schedule;

const scheduled = { version: '0', source, 'detail-type': detailType, resources: [], detail: {} };

function reaper() {
  const world = createWorld();
  const deployments = { [MODEL]: { endpointName: 'e', endpointConfigName: 'c' } };
  const config = {
    tableName: 'table',
    bucketName: 'bucket',
    deployments,
    scheduleRuleName: 'rule',
    activityIntervalSeconds: 60,
    instanceType: 'ml.m5.large',
    idleMinutes: 40,
  };
  return { world, handler: createHandler(config, world.instance()) };
}

describe('the reaper', () => {
  it('deletes an endpoint after the idle minutes plus one interval, not before', async () => {
    const { world, handler } = reaper();
    world.endpoint.put(MODEL);
    world.store.activity.set(MODEL, world.clock.now());
    world.clock.pass(41 * 60);
    expect(await handler(scheduled)).toMatchObject([{ model: MODEL, decision: 'kept' }]);
    world.clock.pass(1);
    expect(await handler(scheduled)).toMatchObject([{ model: MODEL, decision: 'deleted' }]);
    expect(world.lines.filter(({ event }) => event === 'reaped')).toHaveLength(2);
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
