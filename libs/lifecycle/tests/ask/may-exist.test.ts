import { describe, expect, it } from 'vitest';
import { mayExist } from '../../src/ask/may-exist.ts';
import { predict, jsonRequest, wakeEndpoint } from '../../src/index.ts';
import {
  createWorld,
  ENDPOINT,
  functionModel,
  throttled,
  type World,
} from '../../testing/index.ts';

const AUTO = functionModel('auto');

const asked = (world: World) => mayExist(world.instance(), ENDPOINT);

describe('whether there may be an endpoint beside a function', () => {
  it('is false before the first wake', async () => {
    expect(await asked(createWorld())).toBe(false);
  });

  it('is true from the wake until the idle time after the last use', async () => {
    const world = createWorld();
    await wakeEndpoint(world.instance(), AUTO);
    expect(await asked(world)).toBe(true);
    world.clock.pass(world.endpoint.creationSeconds);
    await wakeEndpoint(world.instance(), AUTO);
    world.clock.pass(ENDPOINT.idleMinutes * 60 - 1);
    expect(await asked(world)).toBe(true);
    world.clock.pass(2);
    expect(await asked(world)).toBe(false);
  });

  it('is true when its record is not readable', async () => {
    const world = createWorld();
    world.store.readActivity = () => Promise.resolve({ kind: 'unreadable' });
    expect(await asked(world)).toBe(true);
  });
});

describe('a request to a model in mode auto', () => {
  it('does not wait for SageMaker while there can be no endpoint', async () => {
    const world = createWorld();
    await predict(world.instance(), AUTO, jsonRequest({}));
    expect(world.endpoint.calls).toEqual([]);
  });

  it('is answered by the function when the table is not readable', async () => {
    const world = createWorld();
    world.store.before.readWake = () => {
      throw throttled();
    };
    expect(await predict(world.instance(), AUTO, jsonRequest({}))).toMatchObject({
      servedBy: 'function',
    });
    expect(world.lines).toContainEqual(expect.objectContaining({ event: 'endpoint_not_lit' }));
  });
});
