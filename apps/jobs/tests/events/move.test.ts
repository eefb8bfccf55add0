import { ENDPOINT, SimulatedSageMaker } from '@pilotlight/lifecycle/testing';
import { expect, it } from 'vitest';
import { jobsInWorld, moveRequest } from '../jobs-in-world.ts';

it('moves the endpoint to the configuration in the request, with its rollout', async () => {
  const { world, handler } = jobsInWorld();
  world.endpoint.put(ENDPOINT);
  const told: unknown[] = [];
  Object.assign(world.endpoint, {
    update: async (endpoint: typeof ENDPOINT, how: unknown) => {
      told.push(how);
      return SimulatedSageMaker.prototype.update.call(world.endpoint, endpoint);
    },
  });
  const rollout = { canaryInstances: 1, bakeSeconds: 120, alarmName: 'errors' };
  expect(await handler(moveRequest({ rollout }))).toEqual({
    endpoint: ENDPOINT.key,
    outcome: 'moved',
  });
  expect(told).toEqual([rollout]);
  expect(world.endpoint.look(ENDPOINT)).toMatchObject({ configuration: 'config-2' });
});

it('moves an endpoint whose configuration is newer than the deployment of the function', async () => {
  const { world, handler } = jobsInWorld();
  world.endpoint.put(ENDPOINT);
  await handler(moveRequest({ endpointConfigName: 'config-9' }));
  expect(world.endpoint.look(ENDPOINT)).toMatchObject({ configuration: 'config-9' });
});

it.each([
  [moveRequest({ endpointConfigName: 1 })],
  [moveRequest({ endpoint: undefined })],
  [moveRequest({ rollout: { canaryInstances: 0 } })],
])('rejects %j, which is not valid', async (event) => {
  const { world, handler } = jobsInWorld();
  await expect(handler(event)).rejects.toThrow('The event is not valid');
  expect(world.endpoint.calls).toEqual([]);
});
