import { expect, it } from 'vitest';
import { jobsInWorld } from '../jobs-in-world.ts';

it('answers with the deployment, and asks AWS for nothing', async () => {
  const { world, deployment, handler } = jobsInWorld();
  expect(await handler({ deployment: 'describe' })).toEqual(deployment);
  expect(world.endpoint.calls).toEqual([]);
});
