import { describe, expect, it } from 'vitest';
import { glancing, jsonRequest } from '../../src/index.ts';
import { createWorld, ENDPOINT, MODEL } from '../../testing/index.ts';

function glancingWorld() {
  const world = createWorld();
  const { endpoint, clock } = world;
  const { endpoints: glanced, host } = glancing({ endpoints: endpoint, host: endpoint }, clock, 2);
  const ask = () => host.ask(MODEL, jsonRequest('{}'));
  return { ...world, glanced, ask };
}

describe('a cached description', () => {
  it('is shared by all callers within its time, and then read again', async () => {
    const { glanced, endpoint, clock } = glancingWorld();
    await Promise.all([1, 2, 3].map(() => glanced.describe(ENDPOINT)));
    clock.pass(1.9);
    await glanced.describe(ENDPOINT);
    expect(endpoint.count('describe')).toBe(1);
    clock.pass(0.1);
    await glanced.describe(ENDPOINT);
    expect(endpoint.count('describe')).toBe(2);
  });

  it('is dropped when the endpoint is created, deleted, or does not answer', async () => {
    const { glanced, ask, endpoint, clock } = glancingWorld();
    expect(await glanced.describe(ENDPOINT)).toBeUndefined();
    await glanced.create(ENDPOINT);
    expect(await glanced.describe(ENDPOINT)).toMatchObject({ status: 'Creating' });
    await ask();
    await glanced.describe(ENDPOINT);
    expect(endpoint.count('describe')).toBe(3);
    clock.pass(endpoint.creationSeconds);
    await glanced.describe(ENDPOINT);
    await ask();
    await glanced.describe(ENDPOINT);
    expect(endpoint.count('describe')).toBe(4);
    await glanced.delete(ENDPOINT);
    await glanced.describe(ENDPOINT);
    expect(endpoint.count('describe')).toBe(5);
  });

  it('is not kept when the call failed', async () => {
    const { glanced, endpoint } = glancingWorld();
    endpoint.before.describe = () => {
      throw new Error('throttled');
    };
    await expect(glanced.describe(ENDPOINT)).rejects.toThrow('throttled');
    endpoint.before = {};
    expect(await glanced.describe(ENDPOINT)).toBeUndefined();
  });
});
