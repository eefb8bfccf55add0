import { CloudError } from '@pilotlight/hosts';
import { expect, it } from 'vitest';
import { observe, predict, wakeEndpoint } from '../../src/index.ts';
import { createWorld, ENDPOINT, MODEL } from '../../testing/index.ts';

function throttled(operation: string, service = 'SageMaker') {
  return new CloudError('throttled', { service, operation }, 'Rate exceeded');
}

it('a failed DescribeEndpoint makes the state unknown, with the last use', async () => {
  const world = createWorld();
  world.endpoint.put(ENDPOINT);
  await predict(world.instance(), MODEL, {});
  world.endpoint.before.describe = () => {
    throw throttled('DescribeEndpoint');
  };
  expect(await observe(world.instance(), ENDPOINT)).toEqual({
    status: 'unknown',
    lastUsedAt: new Date(world.clock.now()).toISOString(),
  });
  expect(world.lines).toContainEqual(
    expect.objectContaining({ level: 'warn', event: 'state_not_known', endpoint: ENDPOINT.key }),
  );
  world.endpoint.before = {};
  expect(await observe(world.instance(), ENDPOINT)).toMatchObject({ status: 'awake' });
});

it('a table that cannot be read makes the state unknown', async () => {
  const world = createWorld();
  for (const method of ['readWake', 'readActivity', 'countQueued'] as const) {
    world.store.before[method] = () => {
      throw throttled('GetItem', 'DynamoDB');
    };
  }
  expect(await observe(world.instance(), ENDPOINT)).toEqual({ status: 'unknown' });
});

it('a wake succeeds even if its state is unknown afterwards', async () => {
  const world = createWorld();
  let looks = 0;
  world.endpoint.before.describe = () => {
    if (++looks > 2) throw throttled('DescribeEndpoint');
  };
  expect(await wakeEndpoint(world.instance(), ENDPOINT)).toMatchObject({ status: 'unknown' });
  expect(world.endpoint.count('create')).toBe(1);
});

it('a bug of our own is not hidden as an unknown state', async () => {
  const world = createWorld();
  world.endpoint.before.describe = () => {
    throw new TypeError('a mistake');
  };
  await expect(observe(world.instance(), ENDPOINT)).rejects.toThrow('a mistake');
});
