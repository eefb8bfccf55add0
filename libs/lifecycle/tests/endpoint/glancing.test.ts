import { describe, expect, it } from 'vitest';
import { glancing } from '../src/index.ts';
import { createWorld, MODEL } from './fakes/world.ts';

function glancingWorld() {
  const world = createWorld();
  return { ...world, glanced: glancing(world.endpoint, world.clock, 2) };
}

describe('a cached description', () => {
  it('is shared by all callers within its time, and then read again', async () => {
    const { glanced, endpoint, clock } = glancingWorld();
    await Promise.all([1, 2, 3].map(() => glanced.describe(MODEL)));
    clock.pass(1.9);
    await glanced.describe(MODEL);
    expect(endpoint.count('describe')).toBe(1);
    clock.pass(0.1);
    await glanced.describe(MODEL);
    expect(endpoint.count('describe')).toBe(2);
  });

  it('is dropped when the endpoint is created, deleted, or does not answer', async () => {
    const { glanced, endpoint, clock } = glancingWorld();
    expect(await glanced.describe(MODEL)).toBeUndefined();
    await glanced.create(MODEL);
    expect(await glanced.describe(MODEL)).toMatchObject({ status: 'Creating' });
    await glanced.invoke(MODEL, '{}');
    await glanced.describe(MODEL);
    expect(endpoint.count('describe')).toBe(3);
    clock.pass(endpoint.creationSeconds);
    await glanced.describe(MODEL);
    await glanced.invoke(MODEL, '{}');
    await glanced.describe(MODEL);
    expect(endpoint.count('describe')).toBe(4);
    await glanced.delete(MODEL);
    await glanced.describe(MODEL);
    expect(endpoint.count('describe')).toBe(5);
  });

  it('is not kept when the call failed', async () => {
    const { glanced, endpoint } = glancingWorld();
    endpoint.before.describe = () => {
      throw new Error('throttled');
    };
    await expect(glanced.describe(MODEL)).rejects.toThrow('throttled');
    endpoint.before = {};
    expect(await glanced.describe(MODEL)).toBeUndefined();
  });
});
