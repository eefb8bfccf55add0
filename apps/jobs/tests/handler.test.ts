import { expect, it } from 'vitest';
import { changed, jobsInWorld, scheduled } from './jobs-in-world.ts';

it.each([
  [undefined],
  [{}],
  [{ ...changed('X'), detail: {} }],
  [{ ...scheduled, source: 'me' }],
  [{ deployment: 'remove' }],
])('rejects %j, which is none of its events', async (event) => {
  const { world, handler } = jobsInWorld();
  await expect(async () => handler(event)).rejects.toThrow('The event is not valid');
  expect(world.endpoint.calls).toEqual([]);
});
